import type { Check } from '@casbah/sdk'
import { cabinetAdministrators } from './cabinet-administrators.ts'
import { defaultAccess } from './default-access.ts'
import { externalGroups } from './external-groups.ts'
import { externalMembers } from './external-members.ts'
import { idleExternalUsers } from './idle-external-users.ts'
import { idleInternalUsers } from './idle-internal-users.ts'
import { singleSignOn } from './single-sign-on.ts'

export const checks: Check[] = [
  cabinetAdministrators,
  defaultAccess,
  externalGroups,
  externalMembers,
  idleExternalUsers,
  idleInternalUsers,
  singleSignOn,
]
