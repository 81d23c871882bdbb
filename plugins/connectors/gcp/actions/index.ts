import type { Action } from '@casbah/sdk'
import { disableKey } from './disable-key.ts'
import { disableServiceAccount } from './disable-service-account.ts'
import { removeIamBinding } from './remove-iam-binding.ts'
import { removePublicAccess } from './remove-public-access.ts'
import { stopInstance } from './stop-instance.ts'

export const actions: Action[] = [removeIamBinding, disableServiceAccount, disableKey, removePublicAccess, stopInstance]
