import type { Check } from '@casbah/sdk'
import { adminLoginRanges } from './admin-login-ranges.ts'
import { adminsMfa } from './admins-mfa.ts'
import { authorApex } from './author-apex.ts'
import { certificatesValid } from './certificates-valid.ts'
import { connectedAppsApproved } from './connected-apps-approved.ts'
import { customizeApplication } from './customize-application.ts'
import { eventLogs } from './event-logs.ts'
import { externalSharing } from './external-sharing.ts'
import { fileHandling } from './file-handling.ts'
import { guestRights } from './guest-rights.ts'
import { healthCheckHighRisks } from './health-check-high-risks.ts'
import { healthCheckScore } from './health-check-score.ts'
import { idleOauthTokens } from './idle-oauth-tokens.ts'
import { idleUsers } from './idle-users.ts'
import { internalSharing } from './internal-sharing.ts'
import { loginAccess } from './login-access.ts'
import { manageUsers } from './manage-users.ts'
import { mfaRegistrationVerified } from './mfa-registration-verified.ts'
import { mfaRequired } from './mfa-required.ts'
import { modifyAllData } from './modify-all-data.ts'
import { myDomainOnly } from './my-domain-only.ts'
import { passwordExpires } from './password-expires.ts'
import { passwordPolicies } from './password-policies.ts'
import { publicLinksBounded } from './public-links-bounded.ts'
import { refreshTokensExpire } from './refresh-tokens-expire.ts'
import { remoteSitesEncrypted } from './remote-sites-encrypted.ts'
import { sessionSettings } from './session-settings.ts'
import { usersMfa } from './users-mfa.ts'
import { viewAllData } from './view-all-data.ts'

export const checks: Check[] = [
  healthCheckScore,
  healthCheckHighRisks,
  passwordPolicies,
  sessionSettings,
  loginAccess,
  fileHandling,
  usersMfa,
  adminsMfa,
  mfaRequired,
  mfaRegistrationVerified,
  myDomainOnly,
  adminLoginRanges,
  modifyAllData,
  viewAllData,
  manageUsers,
  authorApex,
  customizeApplication,
  passwordExpires,
  connectedAppsApproved,
  refreshTokensExpire,
  idleOauthTokens,
  idleUsers,
  guestRights,
  publicLinksBounded,
  eventLogs,
  internalSharing,
  externalSharing,
  remoteSitesEncrypted,
  certificatesValid,
]
