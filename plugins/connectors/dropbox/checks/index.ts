import type { Check } from '@casbah/sdk'
import { administrators } from './administrators.ts'
import { deviceApprovals } from './device-approvals.ts'
import { deviceManagement } from './device-management.ts'
import { folderLinks } from './folder-links.ts'
import { folderMembers } from './folder-members.ts'
import { foldersOfOthers } from './folders-of-others.ts'
import { groupCreation } from './group-creation.ts'
import { idleSessions } from './idle-sessions.ts'
import { linkExpiry } from './link-expiry.ts'
import { linkPasswords } from './link-passwords.ts'
import { linkRights } from './link-rights.ts'
import { linkedApps } from './linked-apps.ts'
import { passwordStrength } from './password-strength.ts'
import { publicLinks } from './public-links.ts'
import { singleSignOn } from './single-sign-on.ts'
import { suspendedDevices } from './suspended-devices.ts'
import { topLevelContent } from './top-level-content.ts'
import { twoStepVerification } from './two-step-verification.ts'

export const checks: Check[] = [
  twoStepVerification,
  singleSignOn,
  publicLinks,
  folderMembers,
  administrators,
  linkedApps,
  foldersOfOthers,
  folderLinks,
  linkPasswords,
  linkExpiry,
  deviceManagement,
  suspendedDevices,
  idleSessions,
  passwordStrength,
  linkRights,
  groupCreation,
  topLevelContent,
  deviceApprovals,
]
