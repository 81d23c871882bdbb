import type { Check } from '@casbah/sdk'
import { basePermission } from './base-permission.ts'
import { ownerCount } from './owner-count.ts'
import { publicRepositories } from './public-repositories.ts'
import { twoFactorRequired } from './two-factor-required.ts'
import { workflowToken } from './workflow-token.ts'

export const checks: Check[] = [twoFactorRequired, basePermission, publicRepositories, ownerCount, workflowToken]
