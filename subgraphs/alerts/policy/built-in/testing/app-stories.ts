import type { StoredActivity } from '@casbah/kit'
import { activity } from '../../../testing/activity.ts'
import { day } from '../../../testing/detector-trial.ts'
import { past, type Story } from './story.ts'

const off = (connector: string, parts: Partial<StoredActivity> = {}) =>
  activity('off', { connector, action: 'logging.disable', ...parts })

const factor = (parts: Partial<StoredActivity> = {}) =>
  activity('factor', { action: 'mfa_requirement.disable', isAdmin: true, ...parts })

/** An application is let into Google Workspace. */
function consent(id: string, name: string, scopes: string[], parts: Partial<StoredActivity> = {}): StoredActivity {
  return activity(id, {
    connector: 'google-workspace',
    action: 'consent.grant',
    targets: [{ kind: 'app', id: `client-${name}`, name, email: null }],
    raw: JSON.stringify({ events: [{ name: 'authorize', parameters: [{ name: 'scope', multiValue: scopes }] }] }),
    ...parts,
  })
}
const MAIL = 'https://www.googleapis.com/auth/gmail.modify'
/** Nine days in which people let harmless applications in. */
const consents = past(
  Array.from({ length: 9 }, (_, n) =>
    consent(`usual-${n}`, `App ${n}`, ['openid'], { userId: `user-${n}`, time: day(n - 9) }),
  ),
)

const credential = (id: string, parts: Partial<StoredActivity> = {}) =>
  activity(id, {
    action: 'key.create',
    vendorAction: 'app.keys.generate',
    targets: [{ kind: 'app', id: 'crm', name: 'CRM', email: null }],
    ...parts,
  })

/** A rule as the audit log of Exchange tells it. */
function rule(values: Record<string, string>, parts: Partial<StoredActivity> = {}): StoredActivity {
  return activity('rule', {
    connector: 'microsoft-365',
    action: 'other',
    vendorAction: 'New-InboxRule',
    raw: JSON.stringify({
      Operation: 'New-InboxRule',
      Parameters: Object.entries(values).map(([Name, Value]) => ({ Name, Value })),
    }),
    ...parts,
  })
}

/** Stories of the policies on settings, mailboxes and apps that are let in, by slug. */
export const APP_STORIES: Record<string, Story> = {
  'logging-disabled': {
    fires: [off('salesforce')],
    quiet: [
      [off('salesforce', { outcome: 'FAILURE' })],
      [off('salesforce', { action: 'logging.enable' })],
      // Their own rules look closer.
      [off('aws')],
      [off('okta')],
    ],
  },
  'mfa-requirement-off': {
    fires: [factor()],
    quiet: [
      [factor({ outcome: 'FAILURE' })],
      [factor({ action: 'mfa_requirement.enable' })],
      // A person's own factor.
      [factor({ action: 'mfa.disable' })],
    ],
  },
  'suspicious-oauth-grant': {
    learnt: consents,
    fires: [consent('new', 'Mail Helper', [MAIL])],
    quiet: [
      [consent('new', 'Calendar', ['openid'])],
      [consent('new', 'Mail Helper', [MAIL], { outcome: 'FAILURE' })],
      [consent('new', 'Microsoft Teams', ['openid'])],
    ],
  },
  'oauth-credential-added': {
    fires: [credential('added')],
    quiet: [
      [credential('added', { outcome: 'FAILURE' })],
      [credential('added', { targets: [{ kind: 'user', id: 'bo', name: 'Bo', email: null }] })],
      // Ann does so as a matter of course.
      [...past([credential('before', { time: day(-8) })]), credential('added')],
    ],
  },
  'inbox-forwarding': {
    fires: [rule({ Name: 'News', ForwardTo: 'eve@evil.example' })],
    quiet: [
      [rule({ Name: 'News', ForwardTo: 'bo@acme.example' })],
      [rule({ Name: 'News', MoveToFolder: 'News' })],
      [rule({ Name: 'News', ForwardTo: 'eve@evil.example' }, { outcome: 'FAILURE' })],
    ],
  },
  'inbox-manipulation': {
    fires: [rule({ Name: '.', MoveToFolder: 'RSS Feeds', From: 'boss' })],
    quiet: [
      [rule({ Name: 'News', MoveToFolder: 'News', From: 'news' })],
      [rule({ Name: 'No more of these', DeleteMessage: 'True', From: 'shop' })],
      [rule({ Name: '.', MoveToFolder: 'RSS Feeds', From: 'boss' }, { outcome: 'FAILURE' })],
    ],
  },
}
