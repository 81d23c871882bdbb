import type { Check } from '@casbah/sdk'
import { adminTwoStep } from './admin-two-step.ts'
import { advancedProtection } from './advanced-protection.ts'
import { chatExternal } from './chat-external.ts'
import { chatExternalFiles } from './chat-external-files.ts'
import { driveAccessChecker } from './drive-access-checker.ts'
import { driveDefaultPrivate } from './drive-default-private.ts'
import { driveDesktop } from './drive-desktop.ts'
import { driveExternalSharing } from './drive-external-sharing.ts'
import { driveMoveOut } from './drive-move-out.ts'
import { driveNoPublishing } from './drive-no-publishing.ts'
import { gmailNoAutoForwarding } from './gmail-no-auto-forwarding.ts'
import { gmailNoDelegation } from './gmail-no-delegation.ts'
import { gmailNoImap } from './gmail-no-imap.ts'
import { gmailNoOutboundGateway } from './gmail-no-outbound-gateway.ts'
import { gmailNoPop } from './gmail-no-pop.ts'
import { gmailScanning } from './gmail-scanning.ts'
import { groupsExternalMembers } from './groups-external-members.ts'
import { groupsPrivate } from './groups-private.ts'
import { lessSecureAppsOff } from './less-secure-apps-off.ts'
import { marketplaceAllowlist } from './marketplace-allowlist.ts'
import { passwordLength } from './password-length.ts'
import { passwordNoExpiry } from './password-no-expiry.ts'
import { passwordStrength } from './password-strength.ts'
import { sessionLength } from './session-length.ts'
import { sharedDriveCopies } from './shared-drive-copies.ts'
import { sharedDriveSettings } from './shared-drive-settings.ts'
import { superAdminCount } from './super-admin-count.ts'
import { superAdminRecoveryOff } from './super-admin-recovery-off.ts'
import { twoStepEnforced } from './two-step-enforced.ts'
import { twoStepGrace } from './two-step-grace.ts'
import { twoStepNoPhone } from './two-step-no-phone.ts'
import { twoStepNoTrustedDevice } from './two-step-no-trusted-device.ts'
import { twoStepPhishingResistant } from './two-step-phishing-resistant.ts'
import { unconfiguredAppsBlocked } from './unconfigured-apps-blocked.ts'

export const checks: Check[] = [
  twoStepEnforced,
  adminTwoStep,
  superAdminCount,
  twoStepNoPhone,
  twoStepPhishingResistant,
  twoStepNoTrustedDevice,
  passwordLength,
  passwordStrength,
  sessionLength,
  lessSecureAppsOff,
  superAdminRecoveryOff,
  advancedProtection,
  unconfiguredAppsBlocked,
  marketplaceAllowlist,
  driveExternalSharing,
  driveNoPublishing,
  driveAccessChecker,
  driveDefaultPrivate,
  sharedDriveSettings,
  gmailNoAutoForwarding,
  gmailNoImap,
  gmailNoPop,
  gmailNoDelegation,
  groupsPrivate,
  chatExternalFiles,
  twoStepGrace,
  passwordNoExpiry,
  driveMoveOut,
  driveDesktop,
  sharedDriveCopies,
  gmailScanning,
  gmailNoOutboundGateway,
  groupsExternalMembers,
  chatExternal,
]
