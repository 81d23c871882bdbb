import type { StoredActivity } from '@casbah/kit'
import { Engine } from '../../detection/engine.ts'
import { resourceThing, grantThing, findingThing, type Thing } from '../../detection/resource/thing.ts'
import { ThingPolicy } from '../../detection/resource/thing-policy.ts'
import { compilePolicy } from '../../detection/compile.ts'
import { activity, burst, minute, place } from '../../testing/activity.ts'
import { finding, grant, resource } from '../../testing/things.ts'
import type { PolicyRow } from '../policy.entity.ts'
import { templateById } from './index.ts'

function policyOf(id: string): PolicyRow {
  const { connector: _connector, isBuiltIn: _isBuiltIn, ...template } = templateById(id)!
  return {
    ...template,
    tenant: 'acme',
    enabled: true,
    builtIn: false,
    version: 1,
    definitionVersion: 1,
    failures: 0,
    responses: [],
  }
}

function titles(id: string, activities: StoredActivity[]): string[] {
  const { found } = new Engine().judge({ tenant: 'acme', activities, policies: [policyOf(id)] }, new Map())
  return found.map(({ match }) => match.title('Acme'))
}

const from = (networkTag: 'TOR' | 'CORPORATE' | null, country = 'DE') => ({ ...place(country), networkTag })
const aws = { connector: 'aws', app: 'app-aws' }
const root = (more = {}) => JSON.stringify({ userIdentity: { type: 'Root' }, eventName: 'CreateUser', ...more })

const mailbox = (...kinds: string[]) =>
  activity('a', {
    connector: 'microsoft-365',
    action: 'mailbox.update',
    vendorAction: 'Set-Mailbox',
    targets: kinds.map(kind => ({ kind, id: null, name: null, email: `${kind}@acme.example` })),
  })

it.each<[string, StoredActivity[], string | null]>([
  [
    'microsoft-365-forwarding',
    [mailbox('mailbox', 'recipient')],
    'Mailbox set to forward: Ann Lee did mailbox.update in Acme',
  ],
  ['microsoft-365-forwarding', [mailbox('mailbox')], null],
  [
    'risky-sign-in',
    [activity('a', { ip: from('TOR') })],
    'Ann Lee signed in to Acme from the risky address 203.0.113.7 (DE)',
  ],
  ['risky-sign-in', [activity('a', { ip: from('TOR'), outcome: 'FAILURE' })], null],
  [
    'admin-outside',
    [activity('a', { isAdmin: true, ip: from(null) })],
    'Ann Lee administered Acme from 203.0.113.7 (DE), which is no corporate network',
  ],
  ['admin-outside', [activity('a', { isAdmin: true, ip: from('CORPORATE') })], null],
  ['admin-outside', [activity('a', { isAdmin: true, ip: null })], null],
  [
    'failed-sign-ins',
    burst('f', 10, { outcome: 'FAILURE' }),
    'Ann Lee failed to sign in to Acme 10 times within 5 minutes',
  ],
  ['failed-sign-ins', burst('f', 9, { outcome: 'FAILURE' }), null],
  [
    'fast-download',
    burst('d', 51, { action: 'file.download' }, 1),
    'Ann Lee downloaded 51 files from Acme within a minute',
  ],
  ['fast-download', burst('d', 50, { action: 'file.download' }, 1), null],
  [
    'sign-in-from-other-country',
    [activity('a', { ip: from(null, 'BR') })],
    'Ann Lee signed in to Acme from BR (203.0.113.7)',
  ],
  ['sign-in-from-other-country', [activity('a', { ip: from('CORPORATE', 'BR') })], null],
  ['sign-in-from-other-country', [activity('a', { ip: { ...from(null), address: '10.1.2.3', country: null } })], null],
  [
    'rogue-admin',
    burst('r', 5, { action: 'password.reset', isAdmin: true }),
    'Ann Lee reset 5 passwords or second factors in Acme within 10 minutes',
  ],
  [
    'outdated-browser',
    [activity('a', { userAgent: 'Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)' })],
    'Ann Lee signed in to Acme by an outdated browser or system',
  ],
  ['outdated-browser', [activity('a', { userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)' })], null],
  [
    'service-account-outside',
    [activity('a', { actor: { id: 'x', email: 'svc-backup@acme.example', name: 'Backup', kind: 'service' } })],
    'The service account Backup did user.login in Acme from 203.0.113.7 (DE)',
  ],
  [
    'new-user-made-admin',
    [activity('a', { action: 'user.create' }), activity('b', { action: 'role.grant', time: minute(3) })],
    'Ann Lee made a login in Acme and gave rights within 10 minutes',
  ],
  ['aws-root', [activity('a', { ...aws, raw: root() })], 'Ann Lee in Acme: AWS root user used (user.session.start)'],
  [
    'aws-root',
    [activity('a', { ...aws, raw: root({ userIdentity: { type: 'Root', invokedBy: 'support.amazonaws.com' } }) })],
    null,
  ],
  [
    'aws-security-group-changes',
    [activity('a', { ...aws, vendorAction: 'ec2:AuthorizeSecurityGroupIngress', action: 'network.open' })],
    'Security groups changed: Ann Lee did network.open in Acme',
  ],
  ['aws-security-group-changes', [activity('a', { vendorAction: 'ec2:AuthorizeSecurityGroupIngress' })], null],
  [
    'gcp-logging-changes',
    [activity('a', { connector: 'gcp', vendorAction: 'google.logging.v2.ConfigServiceV2.DeleteSink' })],
    'Logging configuration changed: Ann Lee did user.login in Acme',
  ],
  [
    'azure-run-command',
    [activity('a', { connector: 'azure', vendorAction: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/RUNCOMMAND/ACTION' })],
    'Command run on virtual machines: Ann Lee did user.login in Acme',
  ],
  [
    'microsoft-365-teams-external',
    [
      activity('a', {
        connector: 'microsoft-365',
        vendorAction: 'MemberAdded',
        targets: [{ kind: 'user', id: null, name: 'x_partner.example#EXT#@acme.example', email: null }],
        targetAccountIds: [null],
      }),
    ],
    'Teams: external user added: Ann Lee did user.login in Acme',
  ],
  [
    'microsoft-365-teams-external',
    [
      activity('a', {
        connector: 'microsoft-365',
        vendorAction: 'MemberAdded',
        targets: [{ kind: 'user', id: null, name: 'bob@acme.example', email: null }],
        targetAccountIds: [null],
      }),
    ],
    null,
  ],
])('%s judges its activities, row %#', (id, activities, title) => {
  expect(titles(id, activities)).toEqual(title === null ? [] : expect.arrayContaining([title]))
})

it.each<[string, Thing, boolean]>([
  ['keys-public', resourceThing(resource('r', { name: '/k/server.PFX', exposure: 'PUBLIC_LINK' }), 0), true],
  ['keys-public', resourceThing(resource('r', { name: '/k/server.pfx', exposure: 'INTERNAL' }), 0), false],
  ['keys-public', resourceThing(resource('r', { name: 'id_rsa', exposure: 'PUBLIC' }), 0), true],
  ['bucket-public', resourceThing(resource('r', { kind: 'BUCKET', exposure: 'PUBLIC' }), 0), true],
  ['file-personal-mail', resourceThing(resource('r', { isSharedWithPersonalMail: true }), 0), true],
  [
    'file-other-domain',
    resourceThing(resource('r', { exposure: 'EXTERNAL', outsideDomains: ['partner.example'] }), 0),
    true,
  ],
  ['file-other-domain', resourceThing(resource('r', { exposure: 'PUBLIC_LINK' }), 0), false],
  ['labelled-outside', resourceThing(resource('r', { exposure: 'EXTERNAL', label: 'Highly Confidential' }), 0), true],
  ['oauth-look-alike', grantThing(grant('g', { clientName: 'Micr0soft Teams' }), 0), true],
  ['oauth-look-alike', grantThing(grant('g'), 0), false],
  ['oauth-rare-dangerous', grantThing(grant('g', { risk: 'HIGH' }), 0), true],
  ['oauth-all-files', grantThing(grant('g', { scopes: ['https://www.googleapis.com/auth/drive'] }), 0), true],
  ['oauth-all-files', grantThing(grant('g', { scopes: ['https://www.googleapis.com/auth/drive.file'] }), 0), false],
  ['control-critical-fails', findingThing(finding('f'), null), true],
  ['control-critical-fails', findingThing(finding('f', { severity: 'LOW' }), null), false],
  ['control-blind', findingThing(finding('f', { status: 'CANNOT_TELL' }), null), true],
])('%s judges its things, row %#', (id, thing, expected) => {
  const policy = compilePolicy(policyOf(id)) as ThingPolicy
  expect(policy.matches(thing, { connector: 'google-workspace', grantedBy: 1, accounts: 50 })).toBe(expected)
})
