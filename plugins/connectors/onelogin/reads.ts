import { at, pathTo, type Config, type ReadRequest, type ReadSpec } from '@casbah/sdk'
import { BY_HEADER, LIMIT } from './inventory.ts'

/** A list of version 2 of the API. */
const listed =
  (path: string, fields?: string) =>
  (_: Config, { cursor }: ReadRequest) => ({ path, query: { limit: LIMIT, fields, cursor } })

/** The id of the row that another read listed. */
const idOf = ({ parent }: ReadRequest) => at(parent, 'id')

/** Users, what guards them, and what guards the account; a right that is missing leaves a check without an answer. */
export const reads: Record<string, ReadSpec> = {
  users: {
    request: listed('/api/2/users', 'id,status,email,username,last_login'),
    rows: '',
    page: BY_HEADER,
    scope: 'Read Users',
  },
  /** `{data: {otp_devices}}` of each user: one request each. */
  userDevices: {
    each: 'users',
    request: (_, ask) => ({ path: pathTo`/api/1/users/${idOf(ask)}/otp_devices` }),
    scope: 'Read Users',
  },
  /** Names and kinds; how far a list shows settings is not documented, so each policy is read by itself. */
  policies: { request: listed('/api/2/policies'), rows: '', page: BY_HEADER, scope: 'Read All' },
  policySettings: {
    each: 'policies',
    request: (_, ask) => ({ path: pathTo`/api/2/policies/${idOf(ask)}` }),
    // Policies made, changed and deleted, and settings of the account, such as which one is the default.
    touchedBy: ['156', '157', '158', '197'],
    scope: 'Read All',
  },
  apps: { request: listed('/api/2/apps'), rows: '', page: BY_HEADER, scope: 'Read All' },
  hooks: { request: listed('/api/2/hooks'), rows: '', page: BY_HEADER, scope: 'Read All' },
  /** Privileges with what they allow. */
  privileges: {
    request: () => ({ path: '/api/1/privileges' }),
    rows: '',
    page: { style: 'none' },
    scope: 'Manage All',
  },
  /** Ids of users, privilege by privilege. */
  privilegeUsers: {
    each: 'privileges',
    request: (_, ask) => ({ path: pathTo`/api/1/privileges/${idOf(ask)}/users` }),
    rows: 'users',
    page: { style: 'nextUrl', field: 'nextLink' },
    touchedBy: ['70', '71', '72', '73'],
    scope: 'Manage All',
  },
}
