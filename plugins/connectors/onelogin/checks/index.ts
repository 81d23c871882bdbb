import type { Check } from '@casbah/sdk'
import { adminNetwork } from './admin-network.ts'
import { adminStepUp } from './admin-step-up.ts'
import { administratorCount } from './administrator-count.ts'
import { apiCredentials } from './api-credentials.ts'
import { appPolicies } from './app-policies.ts'
import { breachedPasswords } from './breached-passwords.ts'
import { hooksHealthy } from './hooks-healthy.ts'
import { idleUsers } from './idle-users.ts'
import { lockout } from './lockout.ts'
import { mfaRegistration } from './mfa-registration.ts'
import { mfaRequired } from './mfa-required.ts'
import { passwordComplexity } from './password-complexity.ts'
import { passwordHistory } from './password-history.ts'
import { passwordLength } from './password-length.ts'
import { persistentSessionsOff } from './persistent-sessions-off.ts'
import { pushNumberMatch } from './push-number-match.ts'
import { rememberedDevices } from './remembered-devices.ts'
import { riskScoring } from './risk-scoring.ts'
import { sessionIdle } from './session-idle.ts'
import { socialSignInOff } from './social-sign-in-off.ts'
import { strongFactors } from './strong-factors.ts'
import { usersMfa } from './users-mfa.ts'
import { weakResetsOff } from './weak-resets-off.ts'

export const checks: Check[] = [
  mfaRequired,
  mfaRegistration,
  usersMfa,
  strongFactors,
  pushNumberMatch,
  rememberedDevices,
  adminStepUp,
  adminNetwork,
  administratorCount,
  idleUsers,
  passwordLength,
  passwordComplexity,
  passwordHistory,
  breachedPasswords,
  weakResetsOff,
  lockout,
  sessionIdle,
  persistentSessionsOff,
  riskScoring,
  socialSignInOff,
  appPolicies,
  hooksHealthy,
  apiCredentials,
]
