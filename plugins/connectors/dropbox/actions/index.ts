import type { Action } from '@casbah/sdk'
import { endSessions } from './end-sessions.ts'
import { removeFromFolder } from './remove-from-folder.ts'
import { revokeApp } from './revoke-app.ts'
import { revokeLink } from './revoke-link.ts'
import { suspendMember } from './suspend-member.ts'
import { trashFile } from './trash-file.ts'
import { unshareFolder } from './unshare-folder.ts'

export const actions: Action[] = [
  suspendMember,
  endSessions,
  revokeApp,
  revokeLink,
  removeFromFolder,
  unshareFolder,
  trashFile,
]
