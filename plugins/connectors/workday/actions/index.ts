import type { Action } from '@casbah/sdk'
import { endPasscodeExemption } from './end-passcode-exemption.ts'
import { requireNewPassword } from './require-new-password.ts'
import { suspendAccount } from './suspend-account.ts'

export const actions: Action[] = [suspendAccount, requireNewPassword, endPasscodeExemption]
