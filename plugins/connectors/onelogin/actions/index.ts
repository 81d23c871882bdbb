import type { Action } from '@casbah/sdk'
import { endSessions } from './end-sessions.ts'
import { lockUser } from './lock-user.ts'
import { removeMfaDevice } from './remove-mfa-device.ts'
import { removeRole } from './remove-role.ts'
import { requirePasswordChange } from './require-password-change.ts'
import { suspendUser } from './suspend-user.ts'

export const actions: Action[] = [
  lockUser,
  suspendUser,
  endSessions,
  requirePasswordChange,
  removeRole,
  removeMfaDevice,
]
