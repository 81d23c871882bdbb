import type { Action } from '@casbah/sdk'
import { endSessions } from './end-sessions.ts'
import { makeFilePrivate } from './make-file-private.ts'
import { removeFileAccess } from './remove-file-access.ts'
import { removeGroupMember } from './remove-group-member.ts'
import { removeTwoStepBypass } from './remove-two-step-bypass.ts'
import { requirePasswordChange } from './require-password-change.ts'
import { revokeApp } from './revoke-app.ts'
import { suspendUser } from './suspend-user.ts'
import { transferFile } from './transfer-file.ts'
import { trashFile } from './trash-file.ts'
import { turnOffTwoStep } from './turn-off-two-step.ts'

export const actions: Action[] = [
  suspendUser,
  endSessions,
  requirePasswordChange,
  removeTwoStepBypass,
  turnOffTwoStep,
  removeGroupMember,
  revokeApp,
  makeFilePrivate,
  removeFileAccess,
  transferFile,
  trashFile,
]
