import type { ReadSpec } from '@casbah/sdk'
import { POLICIES, USERS } from './scopes.ts'

/** Applications whose settings the checks judge. */
const JUDGED = 'security|api_controls|drive_and_docs|gmail|workspace_marketplace|groups_for_business|chat|calendar'

/** Settings that the checks read. */
export const reads = {
  /** Settings of organisational units and groups, Google's defaults among them (type SYSTEM). */
  policies: {
    request: (_config, { cursor }) => ({
      url: 'https://cloudidentity.googleapis.com/v1/policies',
      query: { filter: `setting.type.matches('^settings/(${JUDGED})\\\\..*$')`, pageSize: 100, pageToken: cursor },
    }),
    rows: 'policies?',
    page: { style: 'bodyCursor', field: 'nextPageToken' },
    scope: POLICIES,
    touchedBy: [
      'admin.CHANGE_APPLICATION_SETTING',
      'admin.CREATE_APPLICATION_SETTING',
      'admin.DELETE_APPLICATION_SETTING',
    ],
  },
  /** All users with their second factor and administrators' flags. */
  users: {
    request: (_config, { cursor }) => ({
      path: '/admin/directory/v1/users',
      query: { customer: 'my_customer', projection: 'full', maxResults: 500, pageToken: cursor },
    }),
    rows: 'users?',
    page: { style: 'bodyCursor', field: 'nextPageToken' },
    scope: USERS,
  },
} satisfies Record<string, ReadSpec>
