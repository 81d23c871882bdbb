import type { StoredActivity } from '@casbah/kit'
import type { AccountFact } from '../../../detection/facts.ts'
import { activity, burst, guessing, minute, place, START } from '../../../testing/activity.ts'
import { at, daily } from '../../../testing/detector-trial.ts'
import { past, type Story } from './story.ts'

const DAY = 24 * 60
/** Ann is known for ten days, on each of which she signed in. */
const known = past(daily('known', -10, 0))
const service = { id: 'bot', email: null, name: 'bot', kind: 'service' } as const

const prompted = (count: number, secondsApart = 30) =>
  burst('prompt', count, { action: 'mfa.send', ip: place('RU', '198.51.100.9') }, secondsApart)

const session = (id: string, parts: Partial<StoredActivity> = {}) =>
  activity(id, {
    sessionId: 's1',
    os: 'macOS 15',
    browser: 'Safari 18',
    ip: at('DE', { address: '203.0.113.7', asn: 3320 }),
    ...parts,
  })
const elsewhere = (parts: Partial<StoredActivity> = {}) =>
  session('thief', {
    os: 'Windows 11',
    browser: 'Chrome 140',
    ip: at('DE', { address: '198.51.100.9', asn: 9009 }),
    time: minute(30),
    ...parts,
  })

/** Bob is active now and then, so that the tenant is known for longer than anybody was away. */
const tenant = Array.from({ length: 13 }, (_, n) =>
  activity(`bob-${n}`, { userId: 'user-bob', accountId: 'account-bob', time: minute(-DAY * (250 - n * 20)) }),
)
const seen = activity('seen', { time: minute(-DAY * 190) })

const account = (id: string, app: string, connector: string): AccountFact => ({
  id,
  app,
  connector,
  email: 'ann@acme.example',
  userId: 'user-ann',
  status: 'ACTIVE',
  isAdmin: false,
  isService: false,
  isExternal: false,
  mfaEnabled: null,
  groups: [],
})
const ended = (parts: Partial<StoredActivity> = {}) =>
  activity('end', {
    action: 'user.suspend',
    userId: 'user-admin',
    accountId: 'account-admin',
    actor: { id: 'admin', email: 'admin@acme.example', name: 'Adam', kind: 'user' },
    targets: [{ kind: 'user', id: 'vendor-ann', name: 'Ann Lee', email: null }],
    targetAccountIds: ['account-ann'],
    ...parts,
  })
const clones = (parts: Partial<StoredActivity> = {}) =>
  activity('clones', {
    app: 'app-github',
    connector: 'github',
    accountId: 'account-ann-github',
    action: 'repository.clone',
    time: minute(120),
    ...parts,
  })

const admin = (action: string, parts: Partial<StoredActivity> = {}) =>
  activity(action, { action, isAdmin: true, ...parts })
const rare = (minutesApart: number) =>
  ['policy.delete', 'token.create', 'key.create'].map((action, n) => admin(action, { time: minute(n * minutesApart) }))

const impersonating = (count: number, parts: Partial<StoredActivity> = {}) =>
  burst('as', count, { isImpersonated: true, action: 'file.read', ...parts })

/** Stories of the policies on people and how they sign in, by slug. */
export const PEOPLE_STORIES: Record<string, Story> = {
  'password-attack': {
    fires: guessing('g', START),
    quiet: [
      guessing('h', START).slice(0, 15),
      [...burst('f', 9, { outcome: 'FAILURE' }), activity('in', { time: minute(1) })],
      burst('f', 20, { outcome: 'FAILURE' }, 3_600),
    ],
  },
  'mfa-fatigue': {
    fires: prompted(10),
    quiet: [prompted(9), prompted(10, 400), burst('c', 30, { action: 'mfa.challenge' })],
  },
  'stolen-session': {
    fires: [session('owner'), elsewhere()],
    quiet: [
      [session('owner'), elsewhere({ sessionId: 's2' })],
      [session('owner'), elsewhere({ outcome: 'FAILURE' })],
      // A phone that changes its network.
      [session('owner'), elsewhere({ os: 'macOS 15', browser: 'Safari 18' })],
    ],
  },
  'dormant-account': {
    learnt: past([...tenant, seen].sort((a, b) => a.time - b.time)),
    fires: [activity('now')],
    quiet: [
      [activity('now', { outcome: 'FAILURE' })],
      [activity('now', { actor: service })],
      past([activity('back', { time: minute(-DAY) })]).concat(activity('now')),
    ],
  },
  'terminated-user': {
    accounts: [account('account-ann', 'app-okta', 'okta'), account('account-ann-github', 'app-github', 'github')],
    fires: [ended(), clones()],
    quiet: [
      [ended(), clones({ time: minute(59) })],
      [ended({ outcome: 'FAILURE' }), clones()],
      [ended(), clones({ outcome: 'FAILURE' })],
      [ended(), ended({ id: 'back', action: 'user.unsuspend', time: minute(60) }), clones()],
      [ended({ app: 'app-sf', connector: 'salesforce' }), clones()],
    ],
  },
  'first-admin-action': {
    learnt: known,
    fires: [admin('role.grant')],
    quiet: [
      [admin('role.grant', { outcome: 'FAILURE' })],
      [admin('role.grant', { app: 'app-new' })],
      [admin('file.read', { isAdmin: false })],
      past([admin('before', { time: minute(-DAY + 1) })]).concat(admin('role.grant')),
    ],
  },
  'unusual-admin-activity': {
    learnt: past(daily('grants', -20, 0, { action: 'role.grant', isAdmin: true })),
    fires: rare(5),
    quiet: [
      rare(5).slice(0, 2),
      rare(240),
      burst('k', 9, { action: 'key.create', isAdmin: true }),
      burst('g', 30, { action: 'role.grant', isAdmin: true }),
    ],
  },
  'unusual-impersonation': {
    learnt: known,
    fires: impersonating(11),
    quiet: [impersonating(10), impersonating(50, { outcome: 'FAILURE' }), impersonating(50, { isImpersonated: false })],
  },
}
