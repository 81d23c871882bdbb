import { at, type ReadSpec } from '@casbah/sdk'
import { itemPath } from './item-path.ts'
import { folders, links, users } from './lists.ts'

/** Who is in the domain, what is shared, and who may do what in the folders right below /Shared. */
export const reads: Record<string, ReadSpec> = {
  users: { ...users, request: (_, ask) => users.request(ask), scope: 'Egnyte.user', touchedBy: ['USER_AUDIT *'] },
  links: {
    ...links,
    request: (_, ask) => links.request(ask),
    scope: 'Egnyte.link',
    touchedBy: ['FILE_AUDIT Create Link', 'FILE_AUDIT Delete Link'],
  },
  folders: {
    ...folders,
    request: (_, ask) => folders.request(ask),
    scope: 'Egnyte.filesystem',
    touchedBy: ['FILE_AUDIT Add Folder', 'FILE_AUDIT Create Folder'],
  },
  folderPermissions: {
    each: 'folders',
    request: (_, { parent }) => ({ path: itemPath('/pubapi/v2/perms', at(parent, 'path')) }),
    scope: 'Egnyte.permission',
    touchedBy: ['PERMISSION_AUDIT *'],
  },
  /** Where the feed of files stands; its time is the only one by which Egnyte says how late it is. */
  feed: { request: () => ({ path: '/pubapi/v2/events/cursor' }), scope: 'Egnyte.filesystem' },
}
