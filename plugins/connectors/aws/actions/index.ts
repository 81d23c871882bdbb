import type { Action } from '@casbah/sdk'
import { attachDenyAll } from './attach-deny-all.ts'
import { deactivateAccessKey } from './deactivate-access-key.ts'
import { deleteLoginProfile } from './delete-login-profile.ts'
import { makeBucketPrivate } from './make-bucket-private.ts'
import { removeBucketStatement } from './remove-bucket-statement.ts'
import { revokeRoleSessions } from './revoke-role-sessions.ts'
import { stopInstance } from './stop-instance.ts'

export const actions: Action[] = [
  deactivateAccessKey,
  attachDenyAll,
  revokeRoleSessions,
  deleteLoginProfile,
  makeBucketPrivate,
  removeBucketStatement,
  stopInstance,
]
