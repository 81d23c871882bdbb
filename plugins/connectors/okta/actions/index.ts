import type { Action } from '@casbah/sdk'
import { deactivateUser } from './deactivate-user.ts'
import { endSessions } from './end-sessions.ts'
import { removeGroupMember } from './remove-group-member.ts'
import { requirePasswordChange } from './require-password-change.ts'
import { resetFactors } from './reset-factors.ts'
import { revokeApiToken } from './revoke-api-token.ts'
import { revokeApp } from './revoke-app.ts'
import { suspendUser } from './suspend-user.ts'
import { unassignApp } from './unassign-app.ts'

export const actions: Action[] = [
  suspendUser,
  endSessions,
  requirePasswordChange,
  resetFactors,
  removeGroupMember,
  unassignApp,
  revokeApp,
  revokeApiToken,
  deactivateUser,
]
