import type { Action } from '@casbah/sdk'
import { closeNsgRule } from './close-nsg-rule.ts'
import { deallocateVm } from './deallocate-vm.ts'
import { disableStoragePublicAccess } from './disable-storage-public-access.ts'
import { removeRoleAssignment } from './remove-role-assignment.ts'
import { rotateStorageKey } from './rotate-storage-key.ts'

export const actions: Action[] = [
  removeRoleAssignment,
  disableStoragePublicAccess,
  closeNsgRule,
  deallocateVm,
  rotateStorageKey,
]
