import type { Action } from '@casbah/sdk'
import { removeCabinetGroup } from './remove-cabinet-group.ts'
import { removeExternalGroups } from './remove-external-groups.ts'
import { removeFromGroup } from './remove-from-group.ts'
import { removeUser } from './remove-user.ts'

export const actions: Action[] = [removeUser, removeFromGroup, removeCabinetGroup, removeExternalGroups]
