/** A grant of access to an item, as Graph has it. */
export interface MicrosoftPermission {
  id: string
  roles: string[]
  link?: { scope: 'anonymous' | 'organization' | 'users'; type: 'view' | 'edit' }
  grantedToV2?: { user: { id?: string; email: string; displayName?: string } }
  inheritedFrom?: { id: string; path: string }
}

export interface MicrosoftFile {
  id: string
  name: string
  /** Address of the owner. */
  owner: string
  folder?: boolean
  permissions: MicrosoftPermission[]
}

/** An app that was let in. */
export interface MicrosoftApp {
  id: string
  displayName: string
  accountEnabled: boolean
  appOwnerOrganizationId: string
  servicePrincipalType: string
}

export interface MicrosoftSettings {
  /** Rights that an administrator consented to. */
  permissions: string[]
  /** Content types whose subscription is started. */
  subscriptions: string[]
  accessPolicies: Record<string, unknown>[]
  securityDefaults: { id: string; displayName: string; isEnabled: boolean }
  authorization: Record<string, unknown> & { defaultUserRolePermissions: Record<string, unknown> }
  methods: Record<string, unknown> & { authenticationMethodConfigurations: Record<string, unknown>[] }
  adminConsent: Record<string, unknown>
  sharepoint: Record<string, unknown>
  domains: Record<string, unknown>[]
  directorySettings: {
    id: string
    displayName: string
    templateId: string
    values: { name: string; value: string }[]
  }[]
  roleAssignments: { id: string; principalId: string; roleDefinitionId: string; directoryScopeId: string }[]
  /** Ids of users who are kept on the premises. */
  synced: string[]
  guests: string[]
  apps: MicrosoftApp[]
  delegated: {
    id: string
    clientId: string
    consentType: string
    principalId: string | null
    resourceId: string
    scope: string
  }[]
  appRoles: { id: string; appRoleId: string; principalId: string; resourceId: string; resourceDisplayName: string }[]
  /** Rules of inboxes, by user. */
  inboxRules: Record<string, { id: string; displayName: string; sequence: number; isEnabled: boolean }[]>
  riskyUsers: { id: string; riskState: string; riskLevel: string }[]
  /** Users who must choose a new password, and when sessions were last revoked. */
  passwordChanges: string[]
  sessionsFrom: Record<string, string>
  files: MicrosoftFile[]
}

export const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10'
const EXCHANGE_ADMINISTRATOR = '29232cdf-9323-42fd-ade2-1d097af3e4de'
const PRIVILEGED = [
  GLOBAL_ADMINISTRATOR,
  EXCHANGE_ADMINISTRATOR,
  'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'fe930be7-5e62-47db-91af-98c3a49a38b1',
  'f28a1f50-f6e7-4571-818b-6a12f2af6b6c',
  '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2',
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  '158c047a-c907-4556-b7ef-446551a6b5f7',
]

const ALL = {
  includeUsers: ['All'],
  excludeUsers: [],
  includeGroups: [],
  excludeGroups: [],
  includeRoles: [],
  excludeRoles: [],
}
const EVERYWHERE = { includeApplications: ['All'], excludeApplications: [], includeUserActions: [] }
const strength = {
  id: '00000000-0000-0000-0000-000000000004',
  displayName: 'Phishing-resistant MFA',
  allowedCombinations: ['fido2', 'windowsHelloForBusiness', 'x509CertificateMultiFactor'],
}

function accessPolicy(
  id: number,
  displayName: string,
  conditions: object,
  grant: object | null,
  session: object | null = null,
) {
  return {
    id: `00000000-0000-4000-8000-0000000001${String(id).padStart(2, '0')}`,
    displayName,
    state: 'enabled',
    createdDateTime: '2025-01-10T09:00:00Z',
    conditions: {
      users: ALL,
      applications: EVERYWHERE,
      clientAppTypes: ['all'],
      userRiskLevels: [],
      signInRiskLevels: [],
      ...conditions,
    },
    grantControls: grant && {
      operator: 'OR',
      builtInControls: [],
      customAuthenticationFactors: [],
      termsOfUse: [],
      ...grant,
    },
    sessionControls: session,
  }
}

/** A well kept organisation. */
export function defaultMicrosoftSettings(domain: string, admins: string[]): MicrosoftSettings {
  const block = { builtInControls: ['block'] }
  const managed = { builtInControls: ['compliantDevice', 'domainJoinedDevice'] }
  return {
    permissions: [
      'ActivityFeed.Read',
      'ActivityFeed.ReadDlp',
      'AuditLog.Read.All',
      'User.Read.All',
      'Directory.Read.All',
      'GroupMember.Read.All',
      'RoleManagement.Read.Directory',
      'Application.Read.All',
      'DelegatedPermissionGrant.Read.All',
      'Sites.Read.All',
      'Domain.Read.All',
      'Policy.Read.All',
      'SharePointTenantSettings.Read.All',
      'User.EnableDisableAccount.All',
      'User.RevokeSessions.All',
      'User-PasswordProfile.ReadWrite.All',
      'IdentityRiskyUser.ReadWrite.All',
      'GroupMember.ReadWrite.All',
      'RoleManagement.ReadWrite.Directory',
      'Files.ReadWrite.All',
      'MailboxSettings.ReadWrite',
      'DelegatedPermissionGrant.ReadWrite.All',
      'AppRoleAssignment.ReadWrite.All',
      'Application.ReadWrite.All',
    ],
    subscriptions: ['Audit.AzureActiveDirectory', 'Audit.Exchange', 'Audit.SharePoint', 'Audit.General'],
    accessPolicies: [
      accessPolicy(1, 'Block older protocols', { clientAppTypes: ['exchangeActiveSync', 'other'] }, block),
      accessPolicy(
        2,
        'Phishing-resistant for administrators',
        { users: { ...ALL, includeUsers: [], includeRoles: PRIVILEGED } },
        { authenticationStrength: strength },
      ),
      accessPolicy(3, 'Phishing-resistant for everybody', {}, { authenticationStrength: strength }),
      accessPolicy(4, 'Block risky users', { userRiskLevels: ['high'] }, block),
      accessPolicy(5, 'Block risky sign-ins', { signInRiskLevels: ['high'] }, block),
      accessPolicy(
        6,
        'Block device code',
        { authenticationFlows: { transferMethods: 'deviceCodeFlow,authenticationTransfer' } },
        block,
      ),
      accessPolicy(7, 'Managed devices', {}, managed),
      accessPolicy(
        8,
        'Registration on managed devices',
        {
          applications: {
            includeApplications: [],
            excludeApplications: [],
            includeUserActions: ['urn:user:registersecurityinfo'],
          },
        },
        managed,
      ),
      accessPolicy(
        9,
        'Short sessions of administrators',
        { users: { ...ALL, includeUsers: [], includeRoles: PRIVILEGED } },
        null,
        {
          signInFrequency: { isEnabled: true, type: 'hours', value: 4, frequencyInterval: 'timeBased' },
          persistentBrowser: { isEnabled: true, mode: 'never' },
        },
      ),
    ],
    securityDefaults: {
      id: '00000000-0000-0000-0000-000000000005',
      displayName: 'Security Defaults',
      isEnabled: false,
    },
    authorization: {
      id: 'authorizationPolicy',
      displayName: 'Authorization Policy',
      allowInvitesFrom: 'adminsAndGuestInviters',
      guestUserRoleId: '2af84b1e-32c8-42b7-82bc-daa82404023b',
      allowedToUseSSPR: true,
      blockMsolPowerShell: true,
      defaultUserRolePermissions: {
        allowedToCreateApps: false,
        allowedToCreateSecurityGroups: false,
        allowedToCreateTenants: false,
        allowedToReadOtherUsers: true,
        permissionGrantPoliciesAssigned: [
          'ManagePermissionGrantsForOwnedResource.microsoft-dynamically-managed-permissions-for-team',
        ],
      },
    },
    methods: {
      id: 'authenticationMethodsPolicy',
      policyMigrationState: 'migrationComplete',
      authenticationMethodConfigurations: [
        { '@odata.type': '#microsoft.graph.fido2AuthenticationMethodConfiguration', id: 'Fido2', state: 'enabled' },
        { '@odata.type': '#microsoft.graph.smsAuthenticationMethodConfiguration', id: 'Sms', state: 'disabled' },
        { '@odata.type': '#microsoft.graph.voiceAuthenticationMethodConfiguration', id: 'Voice', state: 'disabled' },
        { '@odata.type': '#microsoft.graph.emailAuthenticationMethodConfiguration', id: 'Email', state: 'disabled' },
        {
          '@odata.type': '#microsoft.graph.microsoftAuthenticatorAuthenticationMethodConfiguration',
          id: 'MicrosoftAuthenticator',
          state: 'enabled',
          featureSettings: {
            displayAppInformationRequiredState: {
              state: 'enabled',
              includeTarget: { targetType: 'group', id: 'all_users' },
            },
            displayLocationInformationRequiredState: {
              state: 'enabled',
              includeTarget: { targetType: 'group', id: 'all_users' },
            },
          },
        },
      ],
    },
    adminConsent: {
      isEnabled: true,
      notifyReviewers: true,
      remindersEnabled: true,
      requestDurationInDays: 30,
      version: 1,
      reviewers: [{ query: '/users/1', queryType: 'MicrosoftGraph' }],
    },
    sharepoint: {
      sharingCapability: 'existingExternalUserSharingOnly',
      sharingDomainRestrictionMode: 'allowList',
      sharingAllowedDomainList: ['partner.example'],
      sharingBlockedDomainList: [],
      isResharingByExternalUsersEnabled: false,
      isLegacyAuthProtocolsEnabled: false,
      idleSessionSignOut: { isEnabled: true, warnAfterInSeconds: 7_200, signOutAfterInSeconds: 10_800 },
    },
    domains: [
      {
        id: domain,
        authenticationType: 'Managed',
        isDefault: true,
        isVerified: true,
        isAdminManaged: true,
        isInitial: false,
        isRoot: true,
        supportedServices: ['Email'],
        passwordValidityPeriodInDays: 2_147_483_647,
      },
      {
        id: 'new.example',
        authenticationType: 'Managed',
        isDefault: false,
        isVerified: false,
        isAdminManaged: true,
        isInitial: false,
        isRoot: true,
        supportedServices: [],
      },
    ],
    directorySettings: [
      {
        id: '00000000-0000-4000-8000-000000000201',
        displayName: 'Password Rule Settings',
        templateId: '5cf42378-d67d-4f36-ba46-e8b86229381d',
        values: [
          { name: 'LockoutThreshold', value: '10' },
          { name: 'LockoutDurationInSeconds', value: '60' },
        ],
      },
    ],
    roleAssignments: admins.flatMap((principalId, index) => [
      { id: `global-${index + 1}`, principalId, roleDefinitionId: GLOBAL_ADMINISTRATOR, directoryScopeId: '/' },
    ]),
    synced: [],
    guests: [],
    apps: [],
    delegated: [],
    appRoles: [],
    inboxRules: {},
    riskyUsers: [],
    passwordChanges: [],
    sessionsFrom: {},
    files: [],
  }
}
