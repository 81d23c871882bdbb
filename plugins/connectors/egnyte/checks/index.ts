import type { Check } from '@casbah/sdk'
import { adminCount } from './admin-count.ts'
import { adminPasswords } from './admin-passwords.ts'
import { everybodyWrites } from './everybody-writes.ts'
import { idleUsers } from './idle-users.ts'
import { linkAge } from './link-age.ts'
import { linksExpire } from './links-expire.ts'
import { lockedUsers } from './locked-users.ts'
import { passwordPolicy } from './password-policy.ts'
import { singleSignOn } from './single-sign-on.ts'
import { standardUsersFolders } from './standard-users-folders.ts'
import { twoStepVerification } from './two-step-verification.ts'

export const checks: Check[] = [
  adminCount,
  adminPasswords,
  singleSignOn,
  twoStepVerification,
  passwordPolicy,
  lockedUsers,
  idleUsers,
  linksExpire,
  linkAge,
  everybodyWrites,
  standardUsersFolders,
]
