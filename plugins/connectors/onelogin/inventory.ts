import {
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

const text = z.string().nullish()
const user = z.looseObject({
  id: z.number().int(),
  status: z.number().nullish(),
  email: text,
  username: text,
  firstname: text,
  lastname: text,
  last_login: text,
})
type User = z.infer<typeof user>
const devices = z.looseObject({
  data: z.looseObject({ otp_devices: z.array(z.looseObject({ active: z.boolean().nullish() })) }),
})
const role = z.looseObject({ id: z.number().int(), name: z.string().min(1), users: z.array(z.number()).nullish() })
const privilege = z.looseObject({ id: z.string().min(1), name: z.string().min(1) })

/** Version 2 names the place of the next page in a header; an id in its place is refused. */
export const BY_HEADER: PageStyle = { style: 'headerCursor', header: 'after-cursor' }
export const LIMIT = 1000

/** Ids of the users who hold a privilege. */
const holders = {
  each: 'privileges',
  row: z.number().int(),
  request: ({ parent }: ListRequest) => ({
    path: pathTo`/api/1/privileges/${parent?.externalId}/users`,
  }),
  rows: 'users',
  page: { style: 'nextUrl', field: 'nextLink' } satisfies PageStyle,
  scopes: ['Manage All'],
}

/** By their numbers. Whose password has expired renews it at the next sign-in; from 6 on somebody has yet to begin. */
const STATUSES: Record<string, AccountStatus> = {
  0: 'INVITED',
  1: 'ACTIVE',
  2: 'SUSPENDED',
  3: 'SUSPENDED',
  4: 'ACTIVE',
  5: 'ACTIVE',
  6: 'INVITED',
  7: 'INVITED',
  8: 'INVITED',
}

/** Users, who of them has a second factor and who a privilege; roles and privileges with their members. Roles open apps, privileges the console. */
export const inventory: Inventory = {
  accounts: [
    defineListing<User>({
      name: 'users',
      row: user,
      request: ({ cursor }) => ({
        path: '/api/2/users',
        query: { limit: LIMIT, fields: 'id,status,email,username,firstname,lastname,last_login', cursor },
      }),
      rows: '',
      page: BY_HEADER,
      scopes: ['Read Users'],
      toAccount: ({ id, status, email, username, firstname, lastname, last_login: lastLogin }) => ({
        externalId: String(id),
        email: email || undefined,
        displayName: fullName(firstname, lastname) ?? (username || undefined),
        status: translate(STATUSES, String(status)) ?? 'UNKNOWN',
        lastSeenAt: lastLogin ?? undefined,
      }),
    }),
    // One request a user: no list tells who has a second factor. Version 1 answers with an object, so that none is an answer, too, and to a pair
    // that may read users; version 2 only to one that may manage all.
    defineListing<z.infer<typeof devices>>({
      name: 'second-factors',
      each: 'users',
      row: devices,
      request: ({ parent }) => ({ path: pathTo`/api/1/users/${parent?.externalId}/otp_devices` }),
      rows: '',
      page: { style: 'none' },
      scopes: ['Read Users'],
      toAccount: ({ data }, parent) => ({
        externalId: parent?.externalId ?? '',
        mfaEnabled: data.otp_devices.some(({ active }) => active !== false),
      }),
    }),
    defineListing<number>({
      ...holders,
      name: 'administrators',
      toAccount: id => ({ externalId: String(id), isAdmin: true }),
    }),
  ],
  groups: [
    defineListing<z.infer<typeof role>>({
      name: 'roles',
      row: role,
      request: ({ cursor }) => ({ path: '/api/2/roles', query: { limit: LIMIT, cursor } }),
      rows: '',
      page: BY_HEADER,
      scopes: ['Read Users'],
      toGroup: ({ id, name, users }) => ({ externalId: String(id), name, members: users?.map(String) }),
    }),
    defineListing<z.infer<typeof privilege>>({
      name: 'privileges',
      row: privilege,
      request: () => ({ path: '/api/1/privileges' }),
      rows: '',
      page: { style: 'none' },
      scopes: ['Manage All'],
      toGroup: ({ id, name }) => ({ externalId: id, name }),
    }),
    defineListing<number>({
      ...holders,
      name: 'privilege-holders',
      toGroup: (id, parent) => ({
        externalId: parent?.externalId ?? '',
        name: parent?.name ?? parent?.externalId ?? '',
        members: [String(id)],
      }),
    }),
  ],
}
