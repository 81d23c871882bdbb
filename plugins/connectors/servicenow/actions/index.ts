import type { Action } from '@casbah/sdk'
import { deactivateUser } from './deactivate-user.ts'
import { endSessions } from './end-sessions.ts'
import { lockOutUser } from './lock-out-user.ts'
import { removeFromGroup } from './remove-from-group.ts'
import { removeRole } from './remove-role.ts'
import { rotateOauthToken } from './rotate-oauth-token.ts'
import { setHardeningProperty } from './set-hardening-property.ts'

export const actions: Action[] = [
  lockOutUser,
  deactivateUser,
  endSessions,
  removeRole,
  removeFromGroup,
  rotateOauthToken,
  setHardeningProperty,
]
