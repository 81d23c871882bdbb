import type { Check } from '@casbah/sdk'
import { accessKeyAge } from './access-key-age.ts'
import { accountPublicAccess } from './account-public-access.ts'
import { rootSecured } from './root-secured.ts'
import { trailLogging } from './trail-logging.ts'
import { usersMfa } from './users-mfa.ts'

export const checks: Check[] = [rootSecured, usersMfa, accessKeyAge, trailLogging, accountPublicAccess]
