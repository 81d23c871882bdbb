import type { Action } from '@casbah/sdk'
import { deactivateUser } from './deactivate-user.ts'
import { deleteMessage } from './delete-message.ts'
import { lockSpace } from './lock-space.ts'
import { removeFromSpace } from './remove-from-space.ts'
import { removeFromTeam } from './remove-from-team.ts'
import { revokeApp } from './revoke-app.ts'
import { revokeAuthorization } from './revoke-authorization.ts'
import { revokeAuthorizations } from './revoke-authorizations.ts'

export const actions: Action[] = [
  deactivateUser,
  revokeAuthorizations,
  removeFromSpace,
  removeFromTeam,
  revokeAuthorization,
  revokeApp,
  lockSpace,
  deleteMessage,
]
