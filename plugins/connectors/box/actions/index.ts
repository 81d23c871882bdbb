import type { Action } from '@casbah/sdk'
import { classifyFile } from './classify-file.ts'
import { deactivateUser } from './deactivate-user.ts'
import { endSessions } from './end-sessions.ts'
import { expireSharedLink } from './expire-shared-link.ts'
import { lockFile } from './lock-file.ts'
import { removeCollaborator } from './remove-collaborator.ts'
import { removeSharedLink } from './remove-shared-link.ts'
import { transferContent } from './transfer-content.ts'
import { trashFile } from './trash-file.ts'

export const actions: Action[] = [
  deactivateUser,
  endSessions,
  removeSharedLink,
  expireSharedLink,
  removeCollaborator,
  lockFile,
  classifyFile,
  trashFile,
  transferContent,
]
