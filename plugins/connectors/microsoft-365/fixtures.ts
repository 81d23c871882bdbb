import {
  createMicrosoft365,
  person,
  type CheckFixture,
  type Fixtures,
  type MicrosoftFile,
  type MicrosoftSettings,
  type StreamFixture,
} from '@casbah/testkit'
import { contentTypes } from './content-types.ts'

const TENANT = '5d1f4a52-0000-4000-8000-00000000acce'
const guid = (kind: number, index: number) =>
  `5d1f4a52-0000-4000-${8000 + kind}-${index.toString(16).padStart(12, '0')}`
const [ADA, BEN, IDA, EVE, KIM] = [1, 2, 3, 4, 5].map(index => guid(1, index)) as [
  string,
  string,
  string,
  string,
  string,
]
const [MAIL_HELPER, ROBOT] = [guid(2, 1), guid(2, 2)]
const GRAPH = guid(2, 99)
const GLOBAL = '62e90394-69f5-4237-9190-012177145e10'
const EXCHANGE = '29232cdf-9323-42fd-ade2-1d097af3e4de'
const DRIVE = 'b!acme-documents'

type Vendor = Parameters<CheckFixture['fail']>[0]
const settings = (vendor: Vendor) => vendor.settings as unknown as MicrosoftSettings

const files: MicrosoftFile[] = [
  {
    id: '01PLAN',
    name: 'Plan.docx',
    owner: 'ben@acme.example',
    permissions: [
      { id: 'own', roles: ['owner'], grantedToV2: { user: { id: BEN, email: 'ben@acme.example' } } },
      { id: 'link1', roles: ['read'], link: { scope: 'anonymous', type: 'view' } },
      { id: 'kim', roles: ['write'], grantedToV2: { user: { email: 'kim@partner.example' } } },
    ],
  },
  { id: '01PAY', name: 'Salaries.xlsx', owner: 'ada@acme.example', permissions: [{ id: 'own', roles: ['owner'] }] },
]

/** What the contract kit needs to know of Microsoft 365. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) =>
    createMicrosoft365({
      tenantId: TENANT,
      clientId: guid(0, 1),
      clientSecret: 'acme~client~secret~one',
      domain: 'acme.example',
      now,
      ...(pageRows && { pageRows }),
      accounts: [
        person(ADA, { email: 'ada@acme.example', name: 'Ada Okafor', isAdmin: true, groups: ['Admins'] }),
        person(IDA, { email: 'ida@acme.example', name: 'Ida Lind', isAdmin: true }),
        person(BEN, { email: 'ben@acme.example', name: 'Ben Ruiz', groups: ['Design', 'Admins'] }),
        person(EVE, { email: 'eve@acme.example', name: 'Eve Moss', status: 'SUSPENDED' }),
        person(KIM, { email: 'kim@partner.example', name: 'Kim Vale' }),
      ],
      settings: {
        guests: [KIM],
        files: structuredClone(files),
        roleAssignments: [
          { id: 'global-1', principalId: ADA, roleDefinitionId: GLOBAL, directoryScopeId: '/' },
          { id: 'global-2', principalId: IDA, roleDefinitionId: GLOBAL, directoryScopeId: '/' },
          { id: 'exchange-1', principalId: BEN, roleDefinitionId: EXCHANGE, directoryScopeId: '/' },
          { id: 'exchange-2', principalId: EVE, roleDefinitionId: EXCHANGE, directoryScopeId: '/' },
        ],
        apps: [
          {
            id: MAIL_HELPER,
            displayName: 'Mail Helper',
            accountEnabled: true,
            appOwnerOrganizationId: guid(3, 1),
            servicePrincipalType: 'Application',
          },
          {
            id: ROBOT,
            displayName: 'Robot',
            accountEnabled: true,
            appOwnerOrganizationId: TENANT,
            servicePrincipalType: 'Application',
          },
        ],
        delegated: [
          {
            id: 'grant-ben',
            clientId: MAIL_HELPER,
            consentType: 'Principal',
            principalId: BEN,
            resourceId: GRAPH,
            scope: 'Mail.ReadWrite offline_access',
          },
          {
            id: 'grant-all',
            clientId: MAIL_HELPER,
            consentType: 'AllPrincipals',
            principalId: null,
            resourceId: GRAPH,
            scope: 'openid profile',
          },
        ],
        appRoles: [
          {
            id: 'assigned-1',
            appRoleId: '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
            principalId: ROBOT,
            resourceId: GRAPH,
            resourceDisplayName: 'Microsoft Graph',
          },
        ],
        inboxRules: { [BEN]: [{ id: 'rule-1', displayName: '..', sequence: 1, isEnabled: true }] },
      },
    }),
  streams: {
    ...Object.fromEntries(contentTypes.map(({ name, contentType }, index) => [name, feedStream(contentType, index)])),
    'sign-ins': {
      marker: 'id',
      partition: 'sign-ins',
      row: (index, time) => ({
        id: guid(6, index),
        createdDateTime: new Date(time).toISOString(),
        userId: BEN,
        userPrincipalName: 'ben@acme.example',
        userDisplayName: 'Ben Ruiz',
        appId: guid(2, 50),
        appDisplayName: 'Office 365 Exchange Online',
        ipAddress: '203.0.113.9',
        clientAppUsed: 'Browser',
        conditionalAccessStatus: 'success',
        isInteractive: true,
        riskLevelDuringSignIn: 'none',
        status: { errorCode: index % 7 === 0 ? 50126 : 0, failureReason: 'Other.', additionalDetails: null },
        location: { city: 'Lyon', countryOrRegion: 'FR' },
      }),
    },
    'directory-audits': {
      marker: 'id',
      partition: 'directory-audits',
      row: (index, time) => ({
        id: `Directory_${guid(7, index)}`,
        category: 'UserManagement',
        activityDisplayName: 'Update user',
        activityDateTime: new Date(time).toISOString(),
        result: 'success',
        initiatedBy: { user: { id: ADA, userPrincipalName: 'ada@acme.example', ipAddress: '203.0.113.7' }, app: null },
        targetResources: [{ id: BEN, type: 'User', userPrincipalName: 'ben@acme.example', modifiedProperties: [] }],
        additionalDetails: [],
      }),
    },
  },
  // The five content types come out of one factory, as do the two logs of Graph: of each one, and the one that has to be started first.
  troubled: ['audit-exchange', 'dlp', 'sign-ins'],
  accounts: [
    {
      externalId: ADA,
      status: 'ACTIVE',
      email: 'ada@acme.example',
      displayName: 'Ada Okafor',
      isAdmin: true,
      mfaEnabled: true,
    },
    { externalId: EVE, status: 'SUSPENDED' },
    { externalId: KIM, isExternal: true, isAdmin: false, lastSeenAt: '2026-03-01T09:00:00Z' },
    { externalId: ROBOT, displayName: 'Robot', isService: true, status: 'ACTIVE' },
  ],
  things: [
    { externalId: 'acme.example' },
    { name: 'Admins', members: [ADA, BEN] },
    { name: 'Design', members: [BEN] },
    { kind: 'SITE', name: 'Acme' },
    { externalId: DRIVE, kind: 'FOLDER', name: 'Acme / Documents' },
    { externalId: `${DRIVE}/01PLAN`, kind: 'FILE', owner: BEN, access: [{ to: 'link' }] },
    { externalId: `${DRIVE}/01PAY`, kind: 'FILE', access: [] },
    { externalId: 'grant-ben', account: BEN, clientId: MAIL_HELPER, clientName: 'Mail Helper', risk: 'HIGH' },
    { externalId: 'grant-all', risk: 'INFORMATIONAL' },
    { externalId: `${ROBOT}/assigned-1`, scopes: ['RoleManagement.ReadWrite.Directory'], risk: 'CRITICAL' },
  ],
  checks: {
    'mfa-for-everybody': policiesOff('Phishing-resistant for everybody'),
    'legacy-protocols-blocked': policiesOff('Block older protocols'),
    'admins-phishing-resistant': policiesOff(
      'Phishing-resistant for administrators',
      'Phishing-resistant for everybody',
    ),
    'everybody-phishing-resistant': policiesOff('Phishing-resistant for everybody'),
    'guests-mfa': policiesOff('Phishing-resistant for everybody'),
    'risky-users-blocked': policiesOff('Block risky users'),
    'risky-sign-ins-blocked': policiesOff('Block risky sign-ins'),
    'device-code-blocked': policiesOff('Block device code'),
    'managed-device-required': policiesOff('Managed devices'),
    'registration-protected': policiesOff('Registration on managed devices'),
    'admin-sessions-short': policiesOff('Short sessions of administrators'),
    'users-no-apps': {
      fail: vendor => void (settings(vendor).authorization.defaultUserRolePermissions.allowedToCreateApps = true),
    },
    'users-no-tenants': {
      fail: vendor => void (settings(vendor).authorization.defaultUserRolePermissions.allowedToCreateTenants = true),
    },
    'guest-inviters': { fail: vendor => void (settings(vendor).authorization.allowInvitesFrom = 'everyone') },
    'guest-access-limited': {
      fail: vendor => void (settings(vendor).authorization.guestUserRoleId = 'a0b1b346-4d3e-4e8b-98f8-753987be4970'),
    },
    'user-consent-restricted': {
      fail: vendor =>
        void (settings(vendor).authorization.defaultUserRolePermissions.permissionGrantPoliciesAssigned = [
          'ManagePermissionGrantsForSelf.microsoft-user-default-legacy',
        ]),
    },
    'admin-consent-workflow': { fail: vendor => void (settings(vendor).adminConsent.reviewers = []) },
    'weak-methods-off': { fail: vendor => setMethod(vendor, 'Sms', { state: 'enabled' }) },
    'authenticator-context': {
      fail: vendor =>
        setMethod(vendor, 'MicrosoftAuthenticator', {
          featureSettings: {
            displayAppInformationRequiredState: { state: 'default', includeTarget: { id: 'all_users' } },
            displayLocationInformationRequiredState: { state: 'enabled', includeTarget: { id: 'all_users' } },
          },
        }),
    },
    'methods-migrated': { fail: vendor => void (settings(vendor).methods.policyMigrationState = 'preMigration') },
    'global-admin-count': { fail: vendor => void settings(vendor).roleAssignments.shift() },
    'fine-grained-admins': {
      fail: vendor => settings(vendor).roleAssignments.forEach(one => (one.roleDefinitionId = GLOBAL)),
    },
    'admins-cloud-only': { fail: vendor => void settings(vendor).synced.push(ADA) },
    'users-mfa-registered': { fail: vendor => vendor.accounts.forEach(one => (one.mfa = one.id !== EVE)) },
    'admins-mfa-registered': { fail: vendor => vendor.accounts.forEach(one => (one.mfa = one.id !== ADA)) },
    'passwords-no-expiry': {
      fail: vendor => void ((settings(vendor).domains[0] ?? {}).passwordValidityPeriodInDays = 90),
    },
    'smart-lockout': { fail: vendor => void (settings(vendor).directorySettings[0]!.values[0]!.value = '20') },
    ...sharepoint('sharepoint-external-sharing', { sharingCapability: 'externalUserAndGuestSharing' }),
    ...sharepoint('sharepoint-domains', { sharingDomainRestrictionMode: 'none' }),
    ...sharepoint('sharepoint-no-reshare', { isResharingByExternalUsersEnabled: true }),
    ...sharepoint('sharepoint-legacy-off', { isLegacyAuthProtocolsEnabled: true }),
    ...sharepoint('sharepoint-idle-sign-out', { idleSessionSignOut: { isEnabled: false, signOutAfterInSeconds: 0 } }),
  },
  corpus: {
    carries: {
      actor: raw => raw.UserId,
      target: raw => raw.ObjectId,
      ip: 'ClientIP',
      userAgent: 'UserAgent',
      session: 'AppAccessContext.AADSessionId',
      outcome: raw => raw.ResultStatus,
    },
  },
  actions: {
    'disable-user': { target: { externalId: BEN, email: 'ben@acme.example' } },
    'revoke-sessions': { target: { externalId: BEN, email: 'ben@acme.example' } },
    'require-password-change': { target: { externalId: BEN, email: 'ben@acme.example' } },
    'confirm-compromised': { target: { externalId: BEN, email: 'ben@acme.example' } },
    'remove-group-member': {
      target: { externalId: BEN, email: 'ben@acme.example' },
      parameters: { group: '00000000-0000-4000-9000-41646d696e73' },
    },
    'remove-role': { target: { externalId: BEN, email: 'ben@acme.example' }, parameters: { role: EXCHANGE } },
    'remove-file-links': {
      target: { externalId: `${DRIVE}/01PLAN`, kind: 'FILE' },
      parameters: { scope: 'anonymous' },
    },
    'remove-file-access': {
      target: { externalId: `${DRIVE}/01PLAN`, kind: 'FILE' },
      parameters: { who: 'kim@partner.example' },
    },
    'delete-inbox-rule': { target: { externalId: BEN, email: 'ben@acme.example' }, parameters: { rule: '..' } },
    'revoke-grant': { target: { externalId: 'grant-ben', clientId: MAIL_HELPER } },
    'disable-app': { target: { externalId: 'grant-ben', clientId: MAIL_HELPER } },
    'disable-service-principal': { target: { externalId: ROBOT, displayName: 'Robot' } },
  },
}

/** A record as the feed has it: its time is in UTC and does not say so. */
function feedStream(contentType: string, kind: number): StreamFixture {
  return {
    marker: 'Id',
    partition: contentType,
    row: (index, time) => ({
      Id: guid(10 + kind, index),
      CreationTime: new Date(time).toISOString().slice(0, 19),
      RecordType: 6,
      Operation: 'FileAccessed',
      OrganizationId: TENANT,
      UserType: 0,
      UserKey: 'i:0h.f|membership|10032000@live.com',
      Workload: 'OneDrive',
      UserId: 'ben@acme.example',
      ClientIP: '203.0.113.9',
      ObjectId: `https://acme.sharepoint.example/Documents/${index}.docx`,
      ItemType: 'File',
      SourceFileName: `${index}.docx`,
    }),
  }
}

/** Fails where these policies only report. */
function policiesOff(...names: string[]): CheckFixture {
  return {
    fail: vendor => {
      for (const policy of settings(vendor).accessPolicies)
        if (names.includes(String(policy.displayName))) policy.state = 'enabledForReportingButNotEnforced'
    },
  }
}

function setMethod(vendor: Vendor, id: string, change: Record<string, unknown>): void {
  for (const one of settings(vendor).methods.authenticationMethodConfigurations)
    if (one.id === id) Object.assign(one, change)
}

function sharepoint(check: string, change: Record<string, unknown>): Record<string, CheckFixture> {
  return { [check]: { fail: vendor => void Object.assign(settings(vendor).sharepoint, change) } }
}
