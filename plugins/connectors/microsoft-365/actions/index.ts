import type { Action } from '@casbah/sdk'
import { confirmCompromised } from './confirm-compromised.ts'
import { deleteInboxRule } from './delete-inbox-rule.ts'
import { disableApp } from './disable-app.ts'
import { disableServicePrincipal } from './disable-service-principal.ts'
import { disableUser } from './disable-user.ts'
import { removeFileAccess } from './remove-file-access.ts'
import { removeFileLinks } from './remove-file-links.ts'
import { removeGroupMember } from './remove-group-member.ts'
import { removeRole } from './remove-role.ts'
import { requirePasswordChange } from './require-password-change.ts'
import { revokeGrant } from './revoke-grant.ts'
import { revokeSessions } from './revoke-sessions.ts'

export const actions: Action[] = [
  disableUser,
  revokeSessions,
  requirePasswordChange,
  confirmCompromised,
  removeGroupMember,
  removeRole,
  removeFileLinks,
  removeFileAccess,
  deleteInboxRule,
  revokeGrant,
  disableApp,
  disableServicePrincipal,
]
