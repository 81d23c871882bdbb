import { defineListing, pathTo, type AccountStatus, type Inventory } from '@casbah/sdk'
import { z } from 'zod'
import { DIRECTORY, directoryList, NEXT, ofCustomer } from './directory.ts'
import { DRIVE, driveChanges, fileFields, fileRow, resourceOf } from './files.ts'
import { riskOf } from './risk.ts'
import { DOMAINS, FILES, GROUPS, TOKENS, USERS } from './scopes.ts'

const text = z.string().nullish()
const flag = z.boolean().nullish()
const user = z.looseObject({
  id: z.string().min(1),
  primaryEmail: text,
  name: z.looseObject({ fullName: text }).nullish(),
  suspended: flag,
  archived: flag,
  isAdmin: flag,
  isDelegatedAdmin: flag,
  isGuestUser: flag,
  isEnrolledIn2Sv: flag,
  lastLoginTime: text,
})
type User = z.infer<typeof user>

/** Users, those deleted in the last twenty days, then who of them can be impersonated, since Drive shows only one's own files. */
export const inventory: Inventory = {
  accounts: [
    users('users', { projection: 'full' }, ({ suspended, archived }) =>
      suspended || archived ? 'SUSPENDED' : 'ACTIVE',
    ),
    users('deleted-users', { showDeleted: 'true' }, () => 'DELETED'),
    defineListing({
      name: 'drive-users',
      row: z.looseObject({ id: z.string().min(1), primaryEmail: text }),
      ...ofCustomer('users', ({ config }) => ({
        query: `orgUnitPath='${String(config.driveOrgUnit)}' isSuspended=false isArchived=false`,
        maxResults: 500,
      })),
      scopes: [USERS],
      toAccount: ({ id, primaryEmail }) => ({ externalId: id, email: primaryEmail ?? undefined }),
    }),
  ],
  groups: [
    defineListing({
      name: 'groups',
      row: z.looseObject({ id: z.string().min(1), name: text, email: text }),
      ...ofCustomer('groups', () => ({ maxResults: 200 })),
      scopes: [GROUPS],
      toGroup: ({ id, name, email }) => ({ externalId: id, name: name ?? email ?? id, email: email ?? undefined }),
    }),
    defineListing({
      name: 'group-members',
      each: 'groups',
      row: z.looseObject({ id: text, email: text, type: text }),
      // Members of groups within the group are its members too.
      ...directoryList('members', ({ parent }) => ({
        path: pathTo`/groups/${parent?.externalId}/members`,
        query: { includeDerivedMembership: true, maxResults: 200 },
      })),
      scopes: [GROUPS],
      toGroup: ({ id, email, type }, parent) => ({
        externalId: parent!.externalId,
        name: parent!.name ?? parent!.externalId,
        members: type === 'USER' || type === 'EXTERNAL' ? [id ?? email ?? []].flat() : [],
      }),
    }),
  ],
  resources: [
    defineListing({
      name: 'drive-files',
      each: 'drive-users',
      row: fileRow,
      request: ({ config, parent, cursor }) => ({
        url: `${DRIVE}/files`,
        subject: parent!.email,
        query: {
          q: config.externallySharedOnly
            ? "'me' in owners and trashed = false and (visibility = 'anyoneWithLink' or visibility = 'anyoneCanFind')"
            : "'me' in owners and trashed = false",
          fields: `nextPageToken,files(${fileFields})`,
          pageSize: 1000,
          pageToken: cursor,
        },
      }),
      rows: 'files?',
      page: NEXT,
      scopes: [FILES],
      toResource: resourceOf,
      changes: driveChanges,
    }),
  ],
  grants: [
    defineListing({
      name: 'tokens',
      each: 'users',
      row: z.looseObject({ clientId: z.string().min(1), displayText: text, scopes: z.array(z.string()).nullish() }),
      request: ({ parent }) => ({ path: DIRECTORY + pathTo`/users/${parent?.externalId}/tokens` }),
      rows: 'items?',
      page: { style: 'none' },
      scopes: [TOKENS],
      toGrant: ({ clientId, displayText, scopes }, parent) => ({
        externalId: `${parent!.externalId}/${clientId}`,
        clientId,
        clientName: displayText ?? clientId,
        account: parent!.externalId,
        scopes: scopes ?? [],
        risk: riskOf(scopes ?? []),
      }),
      touched: ({ vendorAction, actor }) =>
        /^token\.(authorize|revoke)$/.test(vendorAction) && actor?.id ? [actor.id] : [],
    }),
  ],
  domains: [
    defineListing({
      name: 'domains',
      row: z.looseObject({ domainName: text, verified: flag }),
      request: () => ({ path: `${DIRECTORY}/customer/my_customer/domains` }),
      rows: 'domains?',
      page: { style: 'none' },
      scopes: [DOMAINS],
      toDomain: ({ domainName, verified }) => (verified === false ? null : (domainName ?? null)),
    }),
  ],
}

function users(name: string, query: Record<string, string>, statusOf: (user: User) => AccountStatus) {
  return defineListing({
    name,
    row: user,
    ...ofCustomer('users', () => ({ ...query, maxResults: 500 })),
    scopes: [USERS],
    toAccount: row => ({
      externalId: row.id,
      email: row.primaryEmail,
      displayName: row.name?.fullName,
      status: statusOf(row),
      isAdmin: row.isAdmin === true || row.isDelegatedAdmin === true,
      isExternal: row.isGuestUser,
      mfaEnabled: row.isEnrolledIn2Sv,
      // Who never signed in did so in 1970.
      lastSeenAt: row.lastLoginTime?.startsWith('1970') ? undefined : row.lastLoginTime,
    }),
  })
}
