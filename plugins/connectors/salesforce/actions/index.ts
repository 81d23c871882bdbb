import type { Action } from '@casbah/sdk'
import { deactivateUser } from './deactivate-user.ts'
import { endSessions } from './end-sessions.ts'
import { freezeUser } from './freeze-user.ts'
import { removePublicLink } from './remove-public-link.ts'
import { resetPassword } from './reset-password.ts'
import { revokeConnectedApp } from './revoke-connected-app.ts'

export const actions: Action[] = [
  freezeUser,
  deactivateUser,
  endSessions,
  resetPassword,
  revokeConnectedApp,
  removePublicLink,
]
