import { defineListing, pathTo, type ActivityDraft, type Config, type Inventory, type ListRequest } from '@casbah/sdk'
import { z } from 'zod'
import { asAdmin, asUser, FIELDS, item, itemPath, itemsOf, resourceOf, type Item } from './item.ts'
import { list, MARKER, OFFSET } from './list.ts'
import { user, USER_FIELDS, type User } from './user.ts'

const group = z.looseObject({ id: z.string().min(1), name: z.string().min(1) })
const membership = z.looseObject({
  user: z.looseObject({ id: z.string().min(1) }),
  group: group,
})

const usersOf = (user_type: 'managed' | 'external') => ({
  row: user,
  request: ({ cursor }: ListRequest) => list('/users', cursor, { user_type, fields: USER_FIELDS }),
  rows: 'entries',
  page: MARKER,
  scopes: ['manage_managed_users'],
})
const accountOf = (row: User, isExternal: boolean) => ({
  externalId: row.id,
  email: row.login,
  displayName: row.name,
  status: row.status === 'inactive' ? ('SUSPENDED' as const) : row.status ? ('ACTIVE' as const) : ('UNKNOWN' as const),
  isAdmin: row.role ? row.role !== 'user' : undefined,
  isService: row.is_platform_access_only,
  isExternal,
})

/** What lies in folders: of everybody’s own tree its top, read in their names, and below that as the administrator sees it. */
const contents = (each: string, type: Item['type']) => ({
  each,
  row: item,
  request: ({ config, cursor, parent }: ListRequest) => ({
    ...list(itemsOf(each === 'managed-users' ? '0' : parent?.externalId), cursor, { fields: FIELDS }),
    headers: each === 'managed-users' ? asUser(parent?.externalId) : asAdmin(config),
  }),
  rows: 'entries',
  // Links to web pages lie between them.
  split: (one: unknown) => ((one as { type?: unknown } | null)?.type === type ? [one] : []),
  page: MARKER,
  scopes: ['root_readwrite'],
  toResource: resourceOf,
})
/** Box has no feed of changes: what an event names is read again, wherever it lies. */
const again = (type: Item['type']) => ({
  touched: ({ targets = [] }: ActivityDraft) => targets.flatMap(({ kind, id }) => (kind === type && id ? [id] : [])),
  one: ({ config, externalId }: { config: Config; externalId: string }) => ({
    path: itemPath(type === 'folder' ? 'FOLDER' : 'FILE', externalId),
    query: { fields: FIELDS },
    headers: asAdmin(config),
  }),
})

export const inventory: Inventory = {
  accounts: [
    defineListing<User>({
      name: 'managed-users',
      ...usersOf('managed'),
      toAccount: row => accountOf(row, false),
    }),
    defineListing<User>({
      name: 'external-users',
      ...usersOf('external'),
      toAccount: row => accountOf(row, true),
    }),
  ],
  groups: [
    defineListing<z.infer<typeof group>>({
      name: 'groups',
      row: group,
      request: ({ offset }) => ({ path: '/groups', query: { limit: 1000, offset } }),
      rows: 'entries',
      page: OFFSET,
      scopes: ['manage_groups'],
      toGroup: ({ id, name }) => ({ externalId: id, name }),
    }),
    defineListing<z.infer<typeof membership>>({
      name: 'group-members',
      each: 'groups',
      row: membership,
      request: ({ offset, parent }) => ({
        path: pathTo`/groups/${parent?.externalId}/memberships`,
        query: { limit: 1000, offset },
      }),
      rows: 'entries',
      page: OFFSET,
      scopes: ['manage_groups'],
      toGroup: row => ({ externalId: row.group.id, name: row.group.name, members: [row.user.id] }),
    }),
  ],
  resources: [
    defineListing<Item>({ name: 'folders', ...contents('managed-users', 'folder'), ...again('folder') }),
    defineListing<Item>({ name: 'files', ...contents('managed-users', 'file'), ...again('file') }),
    defineListing<Item>({ name: 'subfolders', ...contents('folders', 'folder') }),
    defineListing<Item>({ name: 'files-in-folders', ...contents('folders', 'file') }),
    defineListing<Item>({ name: 'files-in-subfolders', ...contents('subfolders', 'file') }),
  ],
}
