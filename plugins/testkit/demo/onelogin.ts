import { createOneLogin } from '../vendors/onelogin.ts'
import { defaultOneLoginSettings } from '../vendors/onelogin/settings.ts'
import type { OneLoginSettings } from '../vendors/onelogin/settings.ts'
import type { VendorAccount } from '../replay/vendor.ts'
import type { Emission } from './emission.ts'
import { createLogins } from './logins.ts'
import { later, within } from './moment.ts'
import type { Chore, Moment, Stretch } from './moment.ts'
import type { DemoPart } from './part.ts'
import type { Person } from './people.ts'
import { HEX } from './random.ts'
import { perWorld } from './world.ts'

/** Departments whose back office runs there; IT administers it. */
const DEPARTMENTS = new Set(['IT and Security', 'Sales', 'Marketing', 'Finance', 'People'])
const APPS = [
  { id: 301, name: 'Payroll' },
  { id: 302, name: 'Wiki' },
] as const

/** OneLogin's numbers for what happens. */
const TYPE = {
  login: 5,
  failedLogin: 6,
  logout: 7,
  openApp: 8,
  changePassword: 11,
  unlock: 12,
  assignRole: 147,
} as const

const oneLogin = perWorld(world =>
  createLogins(world, 'onelogin', (person, own) =>
    DEPARTMENTS.has(person.department)
      ? { id: own.int(100_000_000, 999_999_999), mfa: own.chance(0.8), role: person.department }
      : null,
  ),
)

/** The back office signs on apart, as it did before it was joined to the rest. Who left is suspended. */
export const onelogin: DemoPart = {
  open: (world, { now, random }) => {
    const accounts = oneLogin(world).accounts(({ id, mfa, role }, { email, left, isIt }) => ({
      id: String(id),
      login: email,
      status: left ? 'SUSPENDED' : 'ACTIVE',
      isAdmin: isIt,
      mfa,
      groups: [role],
    }))
    return createOneLogin({
      subdomain: world.org,
      clientId: random.text(64, HEX),
      clientSecret: random.text(64, HEX),
      now,
      accounts,
      settings: settingsOf(accounts, now()),
    })
  },
  reading: { schema: 'Event', id: 'id', who: ['actor_user_name'], action: 'event_type_id', ip: 'ipaddr' },
  work,
  chores: [
    chore(TYPE.changePassword),
    chore(TYPE.unlock),
    chore(TYPE.assignRole, person => ({ role_name: person.department })),
  ],
}

/** Short passwords, a second factor for whoever wants one, a hook that was switched off and forgotten. */
function settingsOf(accounts: VendorAccount[], now: number): Partial<OneLoginSettings> {
  const defaults = defaultOneLoginSettings(accounts)
  const weak = {
    minimum_password_length: 8,
    voluntary_mfa_registration_enabled: true,
    persistent_session_enabled: true,
  }
  return {
    policies: defaults.policies.map(policy => (policy.kind === 'user' ? { ...policy, ...weak } : policy)),
    apps: defaults.apps.map((app, i) => (i === 0 ? app : { ...app, policy_id: null })),
    hooks: defaults.hooks.map(hook => ({ ...hook, disabled: true })),
    lastLogins: Object.fromEntries(
      accounts
        .filter(({ status }) => status !== 'ACTIVE')
        .map(({ id }) => [id, new Date(now - 120 * 86_400_000).toISOString()]),
    ),
  }
}

/** An event about a user, whoever did it. */
function eventRow(moment: Moment, type: number, about: Person, fields: Record<string, unknown> = {}): Emission {
  const { world, random, person, spot, time } = moment
  const logins = oneLogin(world)
  const row = {
    // Later ones have higher numbers.
    id: time * 1_000 + random.int(0, 999),
    account_id: 555,
    event_type_id: type,
    created_at: new Date(time).toISOString(),
    user_id: logins.of(about).id,
    user_name: about.email,
    actor_user_id: logins.of(person).id,
    actor_user_name: person.email,
    ipaddr: spot.network.ip,
    ...fields,
  }
  return { vendor: 'onelogin', time, row }
}

function work(stretch: Stretch): Emission[] {
  const { world, random, person } = stretch
  if (!oneLogin(world).has(person) || !random.chance(0.7)) return []
  const own = (time: number, type: number, fields?: object) =>
    eventRow({ ...stretch, time }, type, person, { ...fields })
  const begun = within(stretch)
  const rows = [own(begun, TYPE.login)]
  if (random.chance(0.05)) rows.push(own(begun - random.int(5_000, 15_000), TYPE.failedLogin))
  const opens = random.int(1, 3)
  for (let i = 0; i < opens; i++) {
    const app = random.pick(APPS)
    const time = later(stretch, begun, random.int(5, 3_000) * 1_000) - i
    rows.push(own(time, TYPE.openApp, { app_id: app.id, app_name: app.name }))
  }
  if (random.chance(0.2)) rows.push(own(stretch.until + 1_000, TYPE.logout))
  return rows
}

/** What an administrator does to somebody's login. */
function chore(type: number, fields: (person: Person) => object = () => ({})): Chore {
  return stretch => {
    const about = stretch.random.pick(oneLogin(stretch.world).atWork)
    return [eventRow({ ...stretch, time: within(stretch) }, type, about, { ...fields(about) })]
  }
}
