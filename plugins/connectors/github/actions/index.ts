import type { Action } from '@casbah/sdk'
import { deleteDeployKey } from './delete-deploy-key.ts'
import { disableWebhook } from './disable-webhook.ts'
import { makeRepositoryPrivate } from './make-repository-private.ts'
import { removeMember } from './remove-member.ts'
import { removeOutsideCollaborator } from './remove-outside-collaborator.ts'
import { revokeFineGrainedToken, revokeSsoCredential } from './revoke-grant.ts'
import { setDefaultRepositoryPermission } from './set-default-repository-permission.ts'

export const actions: Action[] = [
  removeMember,
  removeOutsideCollaborator,
  revokeSsoCredential,
  revokeFineGrainedToken,
  makeRepositoryPrivate,
  deleteDeployKey,
  disableWebhook,
  setDefaultRepositoryPermission,
]
