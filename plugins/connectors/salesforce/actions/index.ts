import type { Action } from '@casbah/sdk'
import { deactivateUser } from './deactivate-user.ts'
import { endSessions } from './end-sessions.ts'
import { freezeUser, unfreezeUser } from './freeze-user.ts'
import { removePermissionSet } from './remove-permission-set.ts'
import { removePublicLink } from './remove-public-link.ts'
import { requirePasswordChange } from './require-password-change.ts'
import { revokeConnectedApp } from './revoke-connected-app.ts'

export const actions: Action[] = [
  freezeUser,
  unfreezeUser,
  deactivateUser,
  endSessions,
  requirePasswordChange,
  removePermissionSet,
  revokeConnectedApp,
  removePublicLink,
]
