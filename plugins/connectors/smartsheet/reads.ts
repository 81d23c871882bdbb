import { at, type ReadSpec } from '@casbah/sdk'
import { ASSETS, listOf, paged, publishPath, readingOf, SHARES, sharesOf, type AssetKind } from './assets.ts'

const users = paged('/users', { include: 'lastLogin' })
const groups = paged('/groups')

const list = (kind: AssetKind, touchedBy: string[]): ReadSpec => {
  const { request, ...rest } = listOf(kind)
  return { request: (_, ask) => request(ask), ...rest, scope: readingOf(kind), touchedBy }
}
const published = (kind: AssetKind, touchedBy?: string[]): ReadSpec => ({
  each: ASSETS[kind].list,
  request: (_, { parent }) => ({ path: publishPath(kind, at(parent, 'id')) }),
  scope: readingOf(kind),
  ...(touchedBy && { touchedBy }),
})
const shared = (kind: AssetKind, touchedBy: string[]): ReadSpec => ({
  each: ASSETS[kind].list,
  request: (_, { parent, cursor }) => sharesOf(kind, at(parent, 'id'), cursor),
  ...SHARES,
  scope: 'READ_SHEETS',
  touchedBy,
})

/** Users, groups, and what the account may see with whom it is shared and how it is published. That a sheet or report was published is not logged. */
export const reads = {
  users: {
    ...users,
    request: (_, ask) => users.request(ask),
    scope: 'READ_USERS',
    touchedBy: ['USER-*', 'ACCOUNT-IMPORT_USERS', 'ACCOUNT-BULK_UPDATE'],
  },
  groups: {
    ...groups,
    request: (_, ask) => groups.request(ask),
    scope: 'READ_USERS',
    touchedBy: ['GROUP-CREATE', 'GROUP-DELETE', 'GROUP-TRANSFER_OWNERSHIP', 'USER-TRANSFER_OWNED_GROUPS'],
  },
  sheets: list('FILE', ['SHEET-CREATE', 'SHEET-DELETE', 'SHEET-RESTORE', 'SHEET-SAVE_AS_NEW']),
  sheetPublishing: published('FILE'),
  sheetShares: shared('FILE', ['SHEET-ADD_SHARE*', 'SHEET-REMOVE_SHARE*', 'USER-REMOVE_SHARES']),
  workspaces: list('FOLDER', ['WORKSPACE-CREATE', 'WORKSPACE-DELETE', 'WORKSPACE-SAVE_AS_NEW']),
  workspaceShares: shared('FOLDER', ['WORKSPACE-ADD_SHARE*', 'WORKSPACE-REMOVE_SHARE*', 'USER-REMOVE_SHARES']),
  sights: list('SITE', ['DASHBOARD-CREATE', 'DASHBOARD-DELETE', 'DASHBOARD-SAVE_AS_NEW']),
  sightPublishing: published('SITE', ['DASHBOARD-ADD_PUBLISH', 'DASHBOARD-REMOVE_PUBLISH']),
  reports: list('OTHER', ['REPORT-CREATE', 'REPORT-DELETE', 'REPORT-SAVE_AS_NEW']),
  reportPublishing: published('OTHER'),
} satisfies Record<string, ReadSpec>
