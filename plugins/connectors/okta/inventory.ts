import { defineListing, fullName, translate, type AccountStatus, type Inventory } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string().nullish()
const user = z.looseObject({
  id: z.string().min(1),
  status: text,
  lastLogin: text,
  profile: z.looseObject({ email: text, login: text, displayName: text, firstName: text, lastName: text }).nullish(),
})
type User = z.infer<typeof user>

/** A locked-out user cannot sign in until somebody unlocks him; an expired password is renewed at the next sign-in. */
const STATUSES: Record<string, AccountStatus> = {
  ACTIVE: 'ACTIVE',
  PASSWORD_EXPIRED: 'ACTIVE',
  RECOVERY: 'ACTIVE',
  STAGED: 'INVITED',
  PROVISIONED: 'INVITED',
  SUSPENDED: 'SUSPENDED',
  LOCKED_OUT: 'SUSPENDED',
  DEPROVISIONED: 'DELETED',
}

/** Users twice, since the plain list leaves out the deprovisioned, then who holds an administrator role. */
export const inventory: Inventory = {
  accounts: [
    users('users'),
    users('deprovisioned-users', 'status eq "DEPROVISIONED"'),
    defineListing({
      name: 'administrators',
      row: z.looseObject({ id: z.string().min(1) }),
      request: () => ({ path: '/api/v1/iam/assignees/users', query: { limit: 100 } }),
      rows: 'value',
      page: { style: 'nextUrl', field: '_links.next.href' },
      scopes: ['okta.roles.read'],
      toAccount: row => ({ externalId: row.id, isAdmin: true }),
    }),
  ],
}

function users(name: string, filter?: string) {
  return defineListing<User>({
    name,
    row: user,
    request: () => ({ path: '/api/v1/users', query: { filter, limit: 200 } }),
    rows: '',
    page: { style: 'link' },
    scopes: ['okta.users.read'],
    toAccount: ({ id, status, lastLogin, profile }) => ({
      externalId: id,
      email: profile?.email ?? profile?.login,
      displayName: profile?.displayName ?? fullName(profile?.firstName, profile?.lastName),
      status: translate(STATUSES, status) ?? 'UNKNOWN',
      lastSeenAt: lastLogin,
    }),
  })
}
