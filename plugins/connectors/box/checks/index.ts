import type { Check } from '@casbah/sdk'
import { adminCount } from './admin-count.ts'
import { anonymousUploads } from './anonymous-uploads.ts'
import { collaborationExpiry } from './collaboration-expiry.ts'
import { customLinks } from './custom-links.ts'
import { externalCollaboration } from './external-collaboration.ts'
import { externalMfa } from './external-mfa.ts'
import { externalPasswords } from './external-passwords.ts'
import { failedLoginNotice } from './failed-login-notice.ts'
import { invitations } from './invitations.ts'
import { linkDefault } from './link-default.ts'
import { linkExpiry } from './link-expiry.ts'
import { mfaRequired } from './mfa-required.ts'
import { noDeviceExemption } from './no-device-exemption.ts'
import { noVerificationExemption } from './no-verification-exemption.ts'
import { ownershipTransfer } from './ownership-transfer.ts'
import { passwordLength } from './password-length.ts'
import { passwordReuse } from './password-reuse.ts'
import { passwordSigns } from './password-signs.ts'
import { retentionPolicy } from './retention-policy.ts'
import { selfSignUp } from './self-sign-up.ts'
import { sessionLength } from './session-length.ts'
import { shieldRules } from './shield-rules.ts'
import { ssoRequired } from './sso-required.ts'
import { trashKept } from './trash-kept.ts'
import { watermarks } from './watermarks.ts'
import { weakPasswords } from './weak-passwords.ts'

export const checks: Check[] = [
  adminCount,
  anonymousUploads,
  collaborationExpiry,
  customLinks,
  externalCollaboration,
  externalMfa,
  externalPasswords,
  failedLoginNotice,
  invitations,
  linkDefault,
  linkExpiry,
  mfaRequired,
  noDeviceExemption,
  noVerificationExemption,
  ownershipTransfer,
  passwordLength,
  passwordReuse,
  passwordSigns,
  retentionPolicy,
  selfSignUp,
  sessionLength,
  shieldRules,
  ssoRequired,
  trashKept,
  watermarks,
  weakPasswords,
]
