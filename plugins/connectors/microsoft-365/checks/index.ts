import type { Check } from '@casbah/sdk'
import { adminConsentWorkflow } from './admin-consent-workflow.ts'
import { adminSessionsShort } from './admin-sessions-short.ts'
import { adminsCloudOnly } from './admins-cloud-only.ts'
import { adminsMfaRegistered } from './admins-mfa-registered.ts'
import { adminsPhishingResistant } from './admins-phishing-resistant.ts'
import { authenticatorContext } from './authenticator-context.ts'
import { customerLockbox } from './customer-lockbox.ts'
import { deviceCodeBlocked } from './device-code-blocked.ts'
import { everybodyPhishingResistant } from './everybody-phishing-resistant.ts'
import { externalMailMarked } from './external-mail-marked.ts'
import { fineGrainedAdmins } from './fine-grained-admins.ts'
import { globalAdminCount } from './global-admin-count.ts'
import { guestAccessLimited } from './guest-access-limited.ts'
import { guestInviters } from './guest-inviters.ts'
import { guestsMfa } from './guests-mfa.ts'
import { legacyProtocolsBlocked } from './legacy-protocols-blocked.ts'
import { mailAuthentication } from './mail-authentication.ts'
import { mailboxAuditOn } from './mailbox-audit-on.ts'
import { managedDeviceRequired } from './managed-device-required.ts'
import { methodsMigrated } from './methods-migrated.ts'
import { mfaForEverybody } from './mfa-for-everybody.ts'
import { noAutoForwarding } from './no-auto-forwarding.ts'
import { passwordsNoExpiry } from './passwords-no-expiry.ts'
import { registrationProtected } from './registration-protected.ts'
import { riskySignInsBlocked } from './risky-sign-ins-blocked.ts'
import { riskyUsersBlocked } from './risky-users-blocked.ts'
import { sharepointDomains } from './sharepoint-domains.ts'
import { sharepointExternalSharing } from './sharepoint-external-sharing.ts'
import { sharepointIdleSignOut } from './sharepoint-idle-sign-out.ts'
import { sharepointLegacyOff } from './sharepoint-legacy-off.ts'
import { sharepointNoReshare } from './sharepoint-no-reshare.ts'
import { smartLockout } from './smart-lockout.ts'
import { smtpAuthOff } from './smtp-auth-off.ts'
import { teamsAnonymousStart } from './teams-anonymous-start.ts'
import { teamsExternalDomains } from './teams-external-domains.ts'
import { unifiedAuditOn } from './unified-audit-on.ts'
import { userConsentRestricted } from './user-consent-restricted.ts'
import { usersMfaRegistered } from './users-mfa-registered.ts'
import { usersNoApps } from './users-no-apps.ts'
import { usersNoTenants } from './users-no-tenants.ts'
import { weakMethodsOff } from './weak-methods-off.ts'

export const checks: Check[] = [
  legacyProtocolsBlocked,
  adminsPhishingResistant,
  everybodyPhishingResistant,
  guestsMfa,
  riskyUsersBlocked,
  riskySignInsBlocked,
  deviceCodeBlocked,
  managedDeviceRequired,
  registrationProtected,
  adminSessionsShort,
  mfaForEverybody,
  usersNoApps,
  usersNoTenants,
  guestInviters,
  guestAccessLimited,
  userConsentRestricted,
  adminConsentWorkflow,
  weakMethodsOff,
  authenticatorContext,
  methodsMigrated,
  globalAdminCount,
  fineGrainedAdmins,
  adminsCloudOnly,
  usersMfaRegistered,
  adminsMfaRegistered,
  passwordsNoExpiry,
  smartLockout,
  sharepointExternalSharing,
  sharepointDomains,
  sharepointNoReshare,
  sharepointLegacyOff,
  sharepointIdleSignOut,
  unifiedAuditOn,
  mailboxAuditOn,
  noAutoForwarding,
  smtpAuthOff,
  mailAuthentication,
  externalMailMarked,
  teamsExternalDomains,
  teamsAnonymousStart,
  customerLockbox,
]
