/** A setting of the whole organisation, a unit or a group, as the Cloud Identity API gives it. */
export interface GooglePolicy {
  name: string
  customer: string
  type: 'SYSTEM' | 'ADMIN'
  policyQuery: { orgUnit: string; group?: string; query?: string; sortOrder: number }
  setting: { type: string; value: Record<string, unknown> }
}

/** What a user gave to a third-party app. */
export interface GoogleToken {
  clientId: string
  displayText: string
  scopes: string[]
  nativeApp?: boolean
  anonymous?: boolean
}

export interface GooglePermission {
  id: string
  type: 'user' | 'group' | 'domain' | 'anyone'
  role: string
  emailAddress?: string
  domain?: string
  allowFileDiscovery?: boolean
}

/** A file of somebody's own Drive. */
export interface GoogleFile {
  id: string
  name: string
  mimeType: string
  /** E-mail address. */
  owner: string
  modifiedTime: string
  trashed: boolean
  /** Without the owner's. */
  permissions: GooglePermission[]
  /** Place of its newest change. */
  change: number
}

export interface GoogleWorkspaceSettings {
  /** Scopes registered for domain-wide delegation. */
  registeredScopes: string[]
  /** Whether 2-step verification is enforced. */
  enforceTwoStep: boolean
  domains: { domainName: string; isPrimary: boolean; verified: boolean }[]
  policies: GooglePolicy[]
  /** By user id. */
  tokens: Record<string, GoogleToken[]>
  files: GoogleFile[]
  /** Organisational unit by user id; `/` for all others. */
  orgUnits: Record<string, string>
  /** Ids of users who must choose a new password. */
  passwordChanges: string[]
  /** Codes that stand in for the second step, by user id. */
  backupCodes: Record<string, string[]>
  /** Passwords of single apps, which need no second step, by user id. */
  appPasswords: Record<string, { codeId: number; name: string }[]>
  /** E-mail addresses of users whose licence has no Drive. */
  withoutDrive: string[]
}

const AUTH = 'https://www.googleapis.com/auth/'
const SCOPES = [
  'admin.reports.audit.readonly',
  'admin.directory.user.readonly',
  'admin.directory.user',
  'admin.directory.user.security',
  'admin.directory.group.readonly',
  'admin.directory.group',
  'admin.directory.domain.readonly',
  'cloud-identity.policies.readonly',
  'drive.metadata.readonly',
  'drive',
]

const ROOT = 'orgUnits/03ph8a2z1root'

/** Google's defaults where they are weak, and what a careful administrator set over them. */
const WELL_KEPT: Record<string, [system: Record<string, unknown>, admin?: Record<string, unknown>]> = {
  'security.two_step_verification_enforcement_factor': [
    { allowedSignInFactorSet: 'ALL' },
    { allowedSignInFactorSet: 'PASSKEY_ONLY' },
  ],
  'security.two_step_verification_device_trust': [{ allowTrustingDevice: true }, { allowTrustingDevice: false }],
  'security.password': [
    {
      minimumLength: 8,
      maximumLength: 100,
      allowedStrength: 'STRONG',
      enforceRequirementsAtLogin: false,
      allowReuse: false,
      expirationDuration: '0s',
    },
    { minimumLength: 14, enforceRequirementsAtLogin: true },
  ],
  'security.two_step_verification_grace_period': [
    { enrollmentGracePeriod: '0s' },
    { enrollmentGracePeriod: '604800s' },
  ],
  'security.session_controls': [{ webSessionDuration: '1209600s' }, { webSessionDuration: '43200s' }],
  'security.less_secure_apps': [{ allowLessSecureApps: false }],
  'security.super_admin_account_recovery': [{ enableAccountRecovery: false }],
  'security.advanced_protection_program': [
    { enableAdvancedProtectionSelfEnrollment: true, securityCodeOption: 'ALLOWED_WITHOUT_REMOTE_ACCESS' },
    { securityCodeOption: 'CODES_NOT_ALLOWED' },
  ],
  'api_controls.unconfigured_third_party_apps': [
    { accessLevel: 'UNSPECIFIED_UBER_BLOCK' },
    { accessLevel: 'BLOCK_ALL_SCOPES' },
  ],
  'workspace_marketplace.apps_access_options': [{ accessLevel: 'ALLOW_ALL' }, { accessLevel: 'ALLOW_LISTED_APPS' }],
  'drive_and_docs.external_sharing': [
    {
      externalSharingMode: 'ALLOWED',
      allowPublishingFiles: true,
      accessCheckerSuggestions: 'RECIPIENTS_OR_AUDIENCE_OR_PUBLIC',
      warnForExternalSharing: true,
      allowedPartiesForDistributingContent: 'ALL_ELIGIBLE_USERS',
    },
    {
      externalSharingMode: 'ALLOWLISTED_DOMAINS',
      allowPublishingFiles: false,
      accessCheckerSuggestions: 'RECIPIENTS_ONLY',
      allowedPartiesForDistributingContent: 'NONE',
    },
  ],
  'drive_and_docs.general_access_default': [{ defaultFileAccess: 'PRIVATE_TO_OWNER' }],
  'drive_and_docs.shared_drive_creation': [
    {
      allowSharedDriveCreation: true,
      allowManagersToOverrideSettings: true,
      allowedPartiesForDownloadPrintCopy: 'ALL',
    },
    { allowManagersToOverrideSettings: false, allowedPartiesForDownloadPrintCopy: 'EDITORS_ONLY' },
  ],
  'drive_and_docs.drive_for_desktop': [
    { allowDriveForDesktop: true, restrictToAuthorizedDevices: false },
    { restrictToAuthorizedDevices: true },
  ],
  'gmail.auto_forwarding': [{ enableAutoForwarding: true }, { enableAutoForwarding: false }],
  'gmail.imap_access': [{ enableImapAccess: true, imapAccessRestriction: 'ALL' }, { enableImapAccess: false }],
  'gmail.pop_access': [{ enablePopAccess: true }, { enablePopAccess: false }],
  'gmail.mail_delegation': [{ enableMailDelegation: false }],
  'gmail.enhanced_pre_delivery_message_scanning': [{ enableImprovedSuspiciousContentDetection: true }],
  'gmail.per_user_outbound_gateway': [{ allowUsersToUseExternalSmtpServers: false }],
  'groups_for_business.groups_sharing': [
    {
      collaborationCapability: 'DOMAIN_USERS_ONLY',
      createGroupsAccessLevel: 'USERS_IN_DOMAIN',
      ownersCanAllowExternalMembers: false,
    },
  ],
  'chat.external_chat_restriction': [
    { allowExternalChat: true, externalChatRestriction: 'NO_RESTRICTION' },
    { externalChatRestriction: 'TRUSTED_DOMAINS' },
  ],
  'chat.chat_file_sharing': [
    { externalFileSharing: 'ALL_FILES', internalFileSharing: 'ALL_FILES' },
    { externalFileSharing: 'NO_FILES' },
  ],
}

/** A well kept organisation; its customer id is for the names in its policies. */
export function defaultGoogleWorkspaceSettings(domain: string, customerId: string): GoogleWorkspaceSettings {
  const policy = (type: GooglePolicy['type'], setting: string, value: Record<string, unknown>, order: number) => ({
    name: `policies/${type.toLowerCase()}-${setting.replaceAll(/[._]/g, '-')}`,
    customer: `customers/${customerId}`,
    type,
    policyQuery: {
      orgUnit: ROOT,
      query: `entity.org_units.exists(org_unit, org_unit.org_unit_id == orgUnitId('${ROOT.slice(9)}'))`,
      sortOrder: order,
    },
    setting: { type: `settings/${setting}`, value },
  })
  return {
    registeredScopes: SCOPES.map(scope => AUTH + scope),
    enforceTwoStep: true,
    domains: [
      { domainName: domain, isPrimary: true, verified: true },
      { domainName: `not-yet.${domain}`, isPrimary: false, verified: false },
    ],
    policies: Object.entries(WELL_KEPT).flatMap(([setting, [system, admin]]) => [
      policy('SYSTEM', setting, system, 0),
      ...(admin ? [policy('ADMIN', setting, admin, 1)] : []),
    ]),
    tokens: {},
    files: [],
    orgUnits: {},
    passwordChanges: [],
    backupCodes: {},
    appPasswords: {},
    withoutDrive: [],
  }
}
