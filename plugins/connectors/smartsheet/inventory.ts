import { defineListing, fullName, pathTo, translate, type ActivityDraft, type Inventory } from '@casbah/sdk'
import type { z } from 'zod'
import {
  ASSETS,
  listOf,
  paged,
  publishedId,
  publishPath,
  readingOf,
  SHARES,
  sharesOf,
  type AssetKind,
} from './assets.ts'
import { publishing, waysIn, type Publishing } from './publishing.ts'
import { asset, group, members, ROLES, share, STATUSES, user } from './rows.ts'

/** What changes the list itself. */
const LISTED = /-(CREATE|SAVE_AS_NEW|DELETE|PURGE|RESTORE|RENAME)$/

const listed = (kind: AssetKind) =>
  defineListing<z.infer<typeof asset>>({
    name: ASSETS[kind].list,
    row: asset,
    ...listOf(kind),
    scopes: [readingOf(kind)],
    toResource: ({ id, name, permalink, modifiedAt }) => ({
      externalId: String(id),
      kind,
      name: name || String(id),
      url: permalink,
      modifiedAt,
    }),
    touched: touchedBy(kind === 'SITE' ? 'DASHBOARD-' : `${ASSETS[kind].type.toUpperCase()}-`),
  })

const touchedBy =
  (prefix: string) =>
  ({ vendorAction, targets = [] }: ActivityDraft): string[] =>
    vendorAction.startsWith(prefix) && LISTED.test(vendorAction) ? [targets[0]?.id ?? ''].filter(Boolean) : []

const shared = (kind: AssetKind) =>
  defineListing<z.infer<typeof share>>({
    name: `${ASSETS[kind].type}-shares`,
    each: ASSETS[kind].list,
    row: share,
    request: ({ parent, cursor }) => sharesOf(kind, parent?.externalId, cursor),
    ...SHARES,
    scopes: ['READ_SHEETS'],
    toResource: ({ type, email, name, accessLevel }, parent) => ({
      externalId: parent?.externalId ?? '',
      kind,
      name: parent?.name ?? '',
      owner: accessLevel === 'OWNER' ? email : undefined,
      access: [{ to: type === 'GROUP' ? 'group' : 'user', name: email ?? name, role: translate(ROLES, accessLevel) }],
    }),
  })

/** What is published is open in another way than what is shared, so each published page stands for itself. Its address is a key, and is left with Smartsheet. */
const published = (kind: AssetKind) =>
  defineListing<Publishing>({
    name: `published-${ASSETS[kind].list}`,
    each: ASSETS[kind].list,
    row: publishing,
    request: ({ parent }) => ({ path: publishPath(kind, parent?.externalId) }),
    rows: '',
    // One that is not published is nothing to list.
    split: one => {
      const { data } = publishing.safeParse(one)
      return data && waysIn(data).length === 0 ? [] : [one]
    },
    page: { style: 'none' },
    scopes: [readingOf(kind)],
    toResource: (row, parent) => ({
      externalId: publishedId(kind, parent?.externalId),
      kind,
      name: `${parent?.name ?? ''} (published)`,
      access: waysIn(row).map(({ to, role }) => ({ to, role })),
    }),
  })

/** Users; groups with their members; sheets, workspaces, dashboards and reports that the account may see, with whom they are shared; published pages. */
export const inventory: Inventory = {
  accounts: [
    defineListing<z.infer<typeof user>>({
      name: 'users',
      row: user,
      // Of more than a hundred at once Smartsheet leaves out the last sign-in.
      ...paged('/users', { include: 'lastLogin' }),
      scopes: ['READ_USERS'],
      toAccount: ({ id, email, name, firstName, lastName, status, admin, lastLogin }) => ({
        externalId: String(id),
        email,
        displayName: name || fullName(firstName, lastName),
        status: translate(STATUSES, status) ?? 'UNKNOWN',
        isAdmin: admin,
        lastSeenAt: lastLogin,
      }),
    }),
  ],
  groups: [
    defineListing<z.infer<typeof group>>({
      name: 'groups',
      row: group,
      ...paged('/groups'),
      scopes: ['READ_USERS'],
      toGroup: ({ id, name }) => ({ externalId: String(id), name }),
    }),
    defineListing<z.infer<typeof members>>({
      name: 'group-members',
      each: 'groups',
      row: members,
      request: ({ parent }) => ({ path: pathTo`/groups/${parent?.externalId}` }),
      rows: '',
      page: { style: 'none' },
      scopes: ['READ_USERS'],
      toGroup: ({ id, name, members: all }) => ({
        externalId: String(id),
        name,
        members: all.map(one => String(one.id)),
      }),
    }),
  ],
  resources: [
    ...(['FILE', 'FOLDER', 'SITE', 'OTHER'] as const).flatMap(kind => [listed(kind), shared(kind)]),
    ...(['FILE', 'SITE', 'OTHER'] as const).map(published),
  ],
}
