import {
  at,
  defineListing,
  fullName,
  pathTo,
  translate,
  type AccountStatus,
  type Inventory,
  type ListRequest,
  type PageStyle,
} from '@casbah/sdk'
import { z } from 'zod'
import { riskOf } from './risk.ts'

const text = z.string().nullish()
const user = z.looseObject({
  id: z.string().min(1),
  status: text,
  lastLogin: text,
  profile: z.looseObject({ email: text, login: text, displayName: text, firstName: text, lastName: text }).nullish(),
})
type User = z.infer<typeof user>
const identified = z.looseObject({ id: z.string().min(1) })
type Identified = z.infer<typeof identified>
const factors = z.looseObject({ body: z.array(z.looseObject({ status: text })) })
const group = z.looseObject({ id: z.string().min(1), profile: z.looseObject({ name: z.string().min(1) }) })
const consent = z.looseObject({
  id: z.string().min(1),
  clientId: z.string().min(1),
  scopeId: z.string(),
  created: text,
  userId: text,
})

const LINK: PageStyle = { style: 'link' }
const ofUser =
  (rest: string) =>
  ({ parent }: ListRequest) => ({
    path: `${pathTo`/api/v1/users/${parent?.externalId}`}/${rest}`,
  })

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

/** Users twice, since the plain list leaves out the deprovisioned; who of them has a second factor and who a role of administrators. */
export const inventory: Inventory = {
  accounts: [
    users('users'),
    users('deprovisioned-users', 'status eq "DEPROVISIONED"'),
    defineListing<Identified>({
      name: 'administrators',
      row: identified,
      request: () => ({ path: '/api/v1/iam/assignees/users', query: { limit: 100 } }),
      rows: 'value',
      page: { style: 'nextUrl', field: '_links.next.href' },
      scopes: ['okta.roles.read'],
      toAccount: row => ({ externalId: row.id, isAdmin: true }),
    }),
    // One request a user. The answer is taken whole, since an empty list is an answer, too: the user has none.
    defineListing<z.infer<typeof factors>>({
      name: 'factors',
      each: 'users',
      row: factors,
      request: ofUser('factors'),
      rows: '',
      page: { style: 'none' },
      answers: [200],
      scopes: ['okta.users.read'],
      toAccount: ({ body }, parent) => ({
        externalId: parent?.externalId ?? '',
        mfaEnabled: body.some(({ status }) => status === 'ACTIVE'),
      }),
    }),
  ],
  groups: [
    defineListing<z.infer<typeof group>>({
      name: 'groups',
      row: group,
      request: () => ({ path: '/api/v1/groups', query: { limit: 200 } }),
      rows: '',
      page: LINK,
      scopes: ['okta.groups.read'],
      toGroup: ({ id, profile }) => ({ externalId: id, name: profile.name }),
    }),
    defineListing<Identified>({
      name: 'group-members',
      each: 'groups',
      row: identified,
      request: ({ parent }) => ({ path: pathTo`/api/v1/groups/${parent?.externalId}/users`, query: { limit: 200 } }),
      rows: '',
      page: LINK,
      scopes: ['okta.groups.read'],
      toGroup: ({ id }, parent) => ({ externalId: parent?.externalId ?? '', name: parent?.name ?? '', members: [id] }),
    }),
  ],
  grants: [
    // A consent is to one right of one app; Okta has no list of them over all users.
    defineListing<z.infer<typeof consent>>({
      name: 'consents',
      each: 'users',
      row: consent,
      request: ask => ({ ...ofUser('grants')(ask), query: { limit: 200 } }),
      rows: '',
      page: LINK,
      scopes: ['okta.users.read'],
      toGrant: ({ id, clientId, scopeId, created, userId, ...row }, parent) => ({
        externalId: id,
        clientId,
        clientName: String(at(row, '_links.client.title') ?? clientId),
        account: userId ?? parent?.externalId,
        scopes: [scopeId],
        risk: riskOf(scopeId),
        grantedAt: created,
      }),
      touched: ({ vendorAction, actor, targets }) =>
        /^app\.oauth2\.(as\.)?consent\./.test(vendorAction)
          ? [actor, ...(targets ?? [])].flatMap(one => (one?.kind === 'user' && one.id ? [one.id] : []))
          : [],
    }),
  ],
}

function users(name: string, filter?: string) {
  return defineListing<User>({
    name,
    row: user,
    request: () => ({ path: '/api/v1/users', query: { filter, limit: 200 } }),
    rows: '',
    page: LINK,
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
