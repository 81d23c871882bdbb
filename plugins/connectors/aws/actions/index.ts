import type { Action } from '@casbah/sdk'
import { attachDenyAll } from './attach-deny-all.ts'
import { deactivateAccessKey } from './deactivate-access-key.ts'

export const actions: Action[] = [deactivateAccessKey, attachDenyAll]
