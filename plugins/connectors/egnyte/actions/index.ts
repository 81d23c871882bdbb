import type { Action } from '@casbah/sdk'
import { deactivateUser } from './deactivate-user.ts'
import { moveToTrash } from './move-to-trash.ts'
import { removeFolderPermission } from './remove-folder-permission.ts'
import { removeFromGroup } from './remove-from-group.ts'
import { revokeLink } from './revoke-link.ts'

export const actions: Action[] = [deactivateUser, removeFromGroup, revokeLink, removeFolderPermission, moveToTrash]
