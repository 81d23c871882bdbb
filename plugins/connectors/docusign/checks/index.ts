import type { Check } from '@casbah/sdk'
import { connectGuarded } from './connect-guarded.ts'
import { connectedApps } from './connected-apps.ts'
import { envelopePurge } from './envelope-purge.ts'
import { identityProvider } from './identity-provider.ts'
import { idleUsers } from './idle-users.ts'
import { lockout } from './lockout.ts'
import { mobileSessionTimeout } from './mobile-session-timeout.ts'
import { organisationAdministrators } from './organisation-administrators.ts'
import { passwordLength } from './password-length.ts'
import { passwordNoExpiry } from './password-no-expiry.ts'
import { passwordSigns } from './password-signs.ts'
import { recipientAuthentication } from './recipient-authentication.ts'
import { sessionTimeout } from './session-timeout.ts'
import { sharedAccess } from './shared-access.ts'
import { signingSessionTimeout } from './signing-session-timeout.ts'
import { singleSession } from './single-session.ts'
import { singleSignOnRequired } from './single-sign-on-required.ts'
import { socialSignInOff } from './social-sign-in-off.ts'
import { twoStepVerification } from './two-step-verification.ts'

export const checks: Check[] = [
  identityProvider,
  singleSignOnRequired,
  twoStepVerification,
  organisationAdministrators,
  idleUsers,
  sessionTimeout,
  mobileSessionTimeout,
  signingSessionTimeout,
  singleSession,
  socialSignInOff,
  passwordLength,
  passwordSigns,
  passwordNoExpiry,
  lockout,
  recipientAuthentication,
  sharedAccess,
  connectGuarded,
  envelopePurge,
  connectedApps,
]
