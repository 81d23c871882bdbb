import type { Action } from '@casbah/sdk'
import { deactivateUser } from './deactivate-user.ts'
import { removeFromGroup } from './remove-from-group.ts'
import { removeShare } from './remove-share.ts'
import { revokePublishedDashboard } from './revoke-published-dashboard.ts'
import { revokePublishedLink } from './revoke-published-link.ts'
import { transferOwnership } from './transfer-ownership.ts'

export const actions: Action[] = [
  deactivateUser,
  transferOwnership,
  removeFromGroup,
  removeShare,
  revokePublishedLink,
  revokePublishedDashboard,
]
