import type { HttpRequest, PageStyle, Place } from '@casbah/sdk'

/** How a list is asked for and goes on, for whoever reads it: inventory and checks. */
interface List {
  request: (ask: Place) => HttpRequest
  rows: string
  page: PageStyle
}

/** Users and groups come as in SCIM 1.1, counted from 1; a group's members are shown by the group alone. */
const scim = (path: string): List => ({
  request: ({ offset }) => ({ path, query: { startIndex: offset, count: 100 } }),
  rows: 'resources',
  page: { style: 'offset', size: 100, from: 1, total: 'totalResults' },
})

export const users = scim('/pubapi/v2/users')
export const groups = scim('/pubapi/v2/groups')

export const links: List = {
  request: ({ offset }) => ({ path: '/pubapi/v2/links', query: { offset, count: 500 } }),
  rows: 'links',
  page: { style: 'offset', size: 500, total: 'total_count' },
}

/** The folders right below /Shared, all in one answer. A walk through the tree would use up a day’s calls. */
export const folders: List = {
  request: () => ({ path: '/pubapi/v1/fs/Shared', query: { list_content: true } }),
  rows: 'folders?',
  page: { style: 'none' },
}
