import type { VendorScope } from '@casbah/sdk'
import { DOMAINS, FILES, GROUPS, REPORTS, TOKENS, USERS } from './scopes.ts'

const register =
  'In the admin console open *Security → Access and data control → API controls → Manage domain-wide delegation* and add it to the scopes of this client.'

/** Rights that reading wants; those of checks and actions stand there. */
export const rights: VendorScope[] = [
  {
    scope: REPORTS,
    reason: 'Reads the audit logs.',
    probe: () => ({ path: '/admin/reports/v1/activity/users/all/applications/admin', query: { maxResults: 1 } }),
  },
  {
    scope: USERS,
    reason: 'Lists users, their state, second factor and administrators.',
    probe: () => ({ path: '/admin/directory/v1/users', query: { customer: 'my_customer', maxResults: 1 } }),
  },
  {
    scope: GROUPS,
    reason: 'Lists groups and their members.',
    probe: () => ({ path: '/admin/directory/v1/groups', query: { customer: 'my_customer', maxResults: 1 } }),
  },
  {
    scope: DOMAINS,
    reason: 'Tells which domains are the organisation\u2019s own.',
    probe: () => ({ path: '/admin/directory/v1/customer/my_customer/domains' }),
  },
  {
    scope: TOKENS,
    reason:
      'Lists the third-party apps that each user let in. Google has no narrower right for that; it also allows to sign users out.',
  },
  {
    scope: FILES,
    reason: 'Lists each user\u2019s files and who may open them, without their contents.',
    probe: () => ({ url: 'https://www.googleapis.com/drive/v3/files', query: { pageSize: 1 } }),
  },
].map(scope => ({ ...scope, remedy: register }))
