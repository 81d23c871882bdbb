import type { StoredActivity } from '@casbah/kit'
import { activity, burst, guessing, minute, place, START } from '../../testing/activity.ts'
import { at, daily, day, somebody } from '../../testing/detector-trial.ts'
import type { Story } from './story.ts'

const file = (n: number, name = `Plan ${n}.docx`) => ({ kind: 'file', id: `file-${n}`, name, email: null })
const robot = { id: 'client-1', email: null, name: 'Sync client', kind: 'service' as const }
const robots = { actor: robot, userId: null, accountId: null }

/** So many things, one after the other within a minute. */
const many = (count: number, parts: Partial<StoredActivity>, name?: (n: number) => string) =>
  Array.from({ length: count }, (_, n) =>
    activity(`many-${n}`, { ...parts, targets: [file(n, name?.(n))], time: START + Math.floor((n * 60_000) / count) }),
  )

/** Somebody else is active every twenty days, so that the tenant is known from then on. */
const known = (days: number) =>
  Array.from({ length: Math.ceil(days / 20) }, (_, n) =>
    activity(`known-${n}`, { ...somebody(1), time: day(n * 20 - days) }),
  )
const admin = (action: string, parts: Partial<StoredActivity> = {}) =>
  activity(action, { action, isAdmin: true, ...parts })
const session = (id: string, parts: Partial<StoredActivity>) =>
  activity(id, {
    sessionId: 's1',
    os: 'macOS 15',
    browser: 'Safari 18',
    ip: at('DE', { address: '203.0.113.7', asn: 3320 }),
    ...parts,
  })
const thief = { os: 'Windows 11', browser: 'Chrome 140', time: minute(30) }
const elsewhere = at('DE', { address: '198.51.100.9', asn: 9009 })
const region = (awsRegion: string): Partial<StoredActivity> => ({
  connector: 'aws',
  app: 'app-aws',
  action: 'vm.create',
  vendorAction: 'ec2:RunInstances',
  classUid: 6003,
  raw: JSON.stringify({ CloudTrailEvent: JSON.stringify({ awsRegion }) }),
})
const consent = (id: string, name: string, scope: string, parts: Partial<StoredActivity> = {}) =>
  activity(id, {
    connector: 'google-workspace',
    action: 'consent.grant',
    targets: [{ kind: 'app', id: `client-${name}`, name, email: null }],
    raw: JSON.stringify({ events: [{ name: 'authorize', parameters: [{ name: 'scope', multiValue: [scope] }] }] }),
    ...parts,
  })
const consents = Array.from({ length: 9 }, (_, n) =>
  consent(`consent-${n}`, `App ${n}`, 'openid', { ...somebody(n), time: day(n - 9) }),
)
const inboxRule = (values: Record<string, string>) =>
  activity('rule', {
    connector: 'microsoft-365',
    action: 'other',
    vendorAction: 'New-InboxRule',
    raw: JSON.stringify({
      Operation: 'New-InboxRule',
      Parameters: Object.entries(values).map(([Name, Value]) => ({ Name, Value })),
    }),
  })
const ended = activity('end', {
  ...somebody(1),
  action: 'user.delete',
  targets: [{ kind: 'user', id: 'vendor-ann', name: 'Ann Lee', email: 'ann@acme.example' }],
  targetAccountIds: ['account-ann'],
})
const later = (minutes: number) =>
  activity('later', {
    app: 'app-github',
    connector: 'github',
    accountId: 'account-ann-gh',
    userId: null,
    action: 'repository.clone',
    time: minute(minutes),
  })
const rare = ['policy.delete', 'logging.disable', 'key.create'].map((action, n) =>
  admin(action, { time: minute(n * 5) }),
)
const atWork = daily('work', -20, 0, { action: 'role.grant', isAdmin: true })
const reset = activity('reset', {
  ...somebody(1),
  action: 'mfa.reset',
  time: minute(-60),
  targets: [{ kind: 'user', id: 'vendor-ann', name: 'Ann', email: null }],
  targetAccountIds: ['account-ann'],
})
const abroad = activity('abroad', { ip: at('NG', { asn: 29465 }) })
const german = daily('de', -10, 0, { ip: at('DE', { asn: 3320 }) })
const elsewhereRobot = (id: string, asn: number, parts: Partial<StoredActivity> = {}) =>
  activity(id, { ...robots, ip: at('RU', { asn, isp: 'Other' }), ...parts })
const robotWork = daily('robot', -31, 0, { ...robots, ip: at('US', { asn: 16509, isp: 'Amazon' }) })
const prompts = (count: number) =>
  burst('prompt', count, { ip: place('RU', '198.51.100.9'), action: 'mfa.send', outcome: 'SUCCESS' }, 30)

/** Of built-in detectors, and of policies on activities of any app. */
export const DETECTOR_STORIES: Record<string, Story> = {
  'password-attack': { fires: guessing('g', START), quiet: [guessing('h', START).slice(0, 15)] },
  'impossible-travel': {
    fires: [activity('home'), activity('away', { time: minute(2), ip: place('BR') })],
    quiet: [[activity('home'), activity('near', { time: minute(2), ip: place('NL') })]],
  },
  'infrequent-country': { fires: [...german, abroad], quiet: [[...german.slice(4), abroad], german] },
  'new-country-after-reset': {
    fires: [...german, reset, abroad],
    quiet: [
      [...german, abroad],
      [...german, reset],
    ],
  },
  'suspicious-ip': {
    fires: [activity('risky', { ip: at('NL', { networkTag: 'RISKY' }) })],
    quiet: [[activity('risky', { ip: at('NL', { networkTag: 'RISKY' }), outcome: 'FAILURE' })]],
  },
  'anonymous-ip': {
    fires: [activity('tor', { ip: at('NL', { networkTag: 'TOR' }) })],
    quiet: [[activity('own', { ip: at('NL', { networkTag: 'CORPORATE' }) })]],
  },
  'unusual-isp-for-oauth-app': {
    fires: [...robotWork, elsewhereRobot('x', 12_389)],
    quiet: [
      [...robotWork.slice(5), elsewhereRobot('x', 12_389)],
      [...robotWork, elsewhereRobot('x', 16_509)],
    ],
  },
  'unusual-region': {
    fires: [...daily('eu', -10, 0, region('eu-central-1')), activity('far', region('ap-east-1'))],
    quiet: [
      [...daily('eu', -6, 0, region('eu-central-1')), activity('far', region('ap-east-1'))],
      [...daily('eu', -10, 0, region('eu-central-1')), activity('near', region('eu-central-1'))],
    ],
  },
  'mfa-fatigue': { fires: prompts(10), quiet: [prompts(9)] },
  'stolen-session': {
    fires: [session('owner', {}), session('thief', { ...thief, ip: elsewhere })],
    quiet: [
      [session('owner', {}), session('thief', { ...thief, ip: elsewhere, sessionId: 's2' })],
      [session('owner', {}), session('phone', { time: minute(30), ip: elsewhere })],
    ],
  },
  'dormant-account': {
    fires: [...known(250), activity('seen', { time: day(-190) }), activity('now')],
    quiet: [
      [...known(250), activity('seen', { time: day(-170) }), activity('now')],
      [...known(250), activity('now')],
    ],
  },
  'terminated-user': { fires: [ended, later(120)], quiet: [[ended, later(30)], [later(120)]] },
  'first-admin-action': {
    fires: [...daily('d', -10, 0), admin('role.grant')],
    quiet: [
      [...daily('d', -6, 0), admin('role.grant')],
      [...daily('d', -10, 0), admin('role.grant', { outcome: 'FAILURE' })],
    ],
  },
  'unusual-admin-activity': {
    fires: [...atWork, ...rare],
    quiet: [
      [...atWork, ...rare.slice(1)],
      [...daily('w', -5, 0, { action: 'role.grant', isAdmin: true }), ...rare],
    ],
  },
  'unusual-impersonation': {
    fires: [...daily('d', -10, 0), ...burst('i', 11, { isImpersonated: true, action: 'file.read' })],
    quiet: [[...daily('d', -10, 0), ...burst('i', 10, { isImpersonated: true, action: 'file.read' })]],
  },
  'mass-download': {
    fires: burst('d', 30, { action: 'repository.clone', connector: 'github' }),
    quiet: [burst('d', 29, { action: 'repository.clone', connector: 'github' })],
  },
  'mass-share': {
    fires: many(30, { action: 'public_link.create' }),
    quiet: [many(5, { action: 'public_link.create' })],
  },
  'mass-delete': { fires: many(60, { action: 'file.trash' }), quiet: [many(5, { action: 'file.trash' })] },
  'mass-mail-deletion': {
    fires: many(120, { action: 'message.delete' }),
    quiet: [many(10, { action: 'message.delete' })],
  },
  'vm-creation-burst': { fires: many(30, { action: 'vm.create' }), quiet: [many(3, { action: 'vm.create' })] },
  'vm-deletion-burst': { fires: many(30, { action: 'vm.delete' }), quiet: [many(3, { action: 'vm.delete' })] },
  'storage-deletion-burst': {
    fires: many(30, { action: 'bucket.delete' }),
    quiet: [many(2, { action: 'bucket.delete' })],
  },
  'oauth-app-mass-download': {
    fires: many(200, { ...robots, action: 'file.read' }),
    quiet: [many(20, { ...robots, action: 'file.read' })],
  },
  ransomware: {
    fires: many(5, { action: 'file.rename' }, n => `Plan ${n}.docx.lockbit`),
    quiet: [many(4, { action: 'file.rename' }, n => `Plan ${n}.docx.lockbit`), many(50, { action: 'file.rename' })],
  },
  'inbox-forwarding': {
    fires: [inboxRule({ ForwardTo: 'eve@evil.example' })],
    quiet: [[inboxRule({ ForwardTo: 'bo@acme.example' })], [inboxRule({ MoveToFolder: 'News' })]],
  },
  'inbox-manipulation': {
    fires: [inboxRule({ Name: '..', DeleteMessage: 'True', SubjectContainsWords: 'invoice;payment' })],
    quiet: [[inboxRule({ Name: 'News', MoveToFolder: 'News' })]],
  },
  'suspicious-oauth-grant': {
    fires: [...consents, consent('new', 'Any', 'https://mail.google.com/')],
    quiet: [[...consents, consent('new', 'Calendar', 'openid')]],
  },
  'oauth-credential-added': {
    fires: [
      ...daily('d', -10, 0),
      activity('key', {
        action: 'key.create',
        vendorAction: 'app.keys.generate',
        targets: [{ kind: 'app', id: 'crm', name: 'CRM', email: null }],
      }),
    ],
    quiet: [
      [
        ...daily('d', -10, 0),
        activity('key', { action: 'key.create', targets: [{ kind: 'user', id: 'u', name: 'Ann', email: null }] }),
      ],
    ],
  },
  'logging-disabled': {
    fires: [activity('off', { connector: 'salesforce', action: 'logging.disable' })],
    quiet: [
      [activity('off', { connector: 'salesforce', action: 'logging.disable', outcome: 'FAILURE' })],
      [activity('off', { connector: 'aws', action: 'logging.disable' })],
    ],
  },
  'mfa-requirement-off': {
    fires: [activity('off', { action: 'mfa_requirement.disable' })],
    quiet: [
      [activity('off', { action: 'mfa_requirement.disable', outcome: 'FAILURE' })],
      [activity('on', { action: 'mfa_requirement.enable' })],
    ],
  },
}
