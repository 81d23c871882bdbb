import type { HttpRequest, VendorScope } from '@casbah/sdk'
import { folders, groups, links, users } from './lists.ts'

const right = (scope: string, reason: string, needs: string, probe?: () => HttpRequest): VendorScope => ({
  scope,
  reason,
  remedy: `At developers.egnyte.com open *My Apps*, the app, and see that its key may ask for \`${scope}\`; then connect the app again. ${needs}`,
  ...(probe && { probe }),
})

/** What the connector may, why, and where it is allowed. The audit stream has no cheap question: it wants a date, or a cursor. */
export const RIGHTS = [
  right(
    'Egnyte.audit',
    'Reads the audit stream.',
    'The account must be an **administrator**, or a power user whose role has *Can run reports* (*Settings → Users & Groups*), and the plan must include audit reporting.',
  ),
  right(
    'Egnyte.user',
    'Lists users, and deactivates one when somebody asks for it.',
    'The account must be an administrator.',
    () => users.request({ offset: 1 }),
  ),
  right(
    'Egnyte.group',
    'Lists groups and their members, and takes one out when somebody asks for it.',
    'The account must be an administrator.',
    () => groups.request({ offset: 1 }),
  ),
  right(
    'Egnyte.link',
    'Lists sharing links, and revokes one when somebody asks for it.',
    'The account must be an administrator, to see links of others.',
    () => links.request({ offset: 0 }),
  ),
  right(
    'Egnyte.permission',
    'Reads who may do what in the folders below /Shared, and removes a permission when somebody asks for it.',
    'The account must be an owner of the folders.',
    () => ({ path: '/pubapi/v2/perms/Shared' }),
  ),
  right(
    'Egnyte.filesystem',
    'Lists the folders below /Shared, and moves to the trash what somebody asks for.',
    'The account must see /Shared.',
    () => folders.request({}),
  ),
]
