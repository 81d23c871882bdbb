import type { Check } from '@casbah/sdk'
import { adminConsoleIdle } from './admin-console-idle.ts'
import { adminConsoleMfa } from './admin-console-mfa.ts'
import { adminConsolePhishingResistant } from './admin-console-phishing-resistant.ts'
import { adminsActive } from './admins-active.ts'
import { anonymizersBlocked } from './anonymizers-blocked.ts'
import { apiTokenNetwork } from './api-token-network.ts'
import { apiTokenOwner } from './api-token-owner.ts'
import { appPolicyNetwork } from './app-policy-network.ts'
import { behaviorsActive } from './behaviors-active.ts'
import { dashboardMfa } from './dashboard-mfa.ts'
import { dashboardPhishingResistant } from './dashboard-phishing-resistant.ts'
import { lockoutKnownDevices } from './lockout-known-devices.ts'
import { oauthGrantTypes } from './oauth-grant-types.ts'
import { oktaVerifyFips } from './okta-verify-fips.ts'
import { passwordCommon } from './password-common.ts'
import { passwordComplexity } from './password-complexity.ts'
import { passwordHistory } from './password-history.ts'
import { passwordLength } from './password-length.ts'
import { passwordLockout } from './password-lockout.ts'
import { passwordMaxAge } from './password-max-age.ts'
import { passwordMinAge } from './password-min-age.ts'
import { phishingResistantFactors } from './phishing-resistant-factors.ts'
import { sessionIdle } from './session-idle.ts'
import { sessionLifetime } from './session-lifetime.ts'
import { sessionNetwork } from './session-network.ts'
import { sessionNotPersistent } from './session-not-persistent.ts'
import { superAdminCount } from './super-admin-count.ts'
import { supportAccessOff } from './support-access-off.ts'
import { thirdPartyAdminsOff } from './third-party-admins-off.ts'
import { threatInsightBlocks } from './threat-insight-blocks.ts'
import { trustedOrigins } from './trusted-origins.ts'
import { weakFactorsOff } from './weak-factors-off.ts'

export const checks: Check[] = [
  threatInsightBlocks,
  weakFactorsOff,
  adminConsoleIdle,
  passwordLength,
  apiTokenNetwork,
  adminConsoleMfa,
  adminConsolePhishingResistant,
  dashboardMfa,
  dashboardPhishingResistant,
  appPolicyNetwork,
  sessionIdle,
  sessionLifetime,
  sessionNotPersistent,
  sessionNetwork,
  anonymizersBlocked,
  apiTokenOwner,
  superAdminCount,
  adminsActive,
  passwordComplexity,
  passwordCommon,
  passwordHistory,
  passwordMaxAge,
  passwordMinAge,
  passwordLockout,
  oktaVerifyFips,
  phishingResistantFactors,
  supportAccessOff,
  thirdPartyAdminsOff,
  trustedOrigins,
  oauthGrantTypes,
  behaviorsActive,
  lockoutKnownDevices,
]
