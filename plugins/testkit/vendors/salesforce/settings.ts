import type { SalesforceRow } from './soql.ts'

/** What an emulated org has besides people and logs, as rows of Salesforce's objects. */
export interface SalesforceSettings {
  /** Whether event log files are made each hour, too, which takes a licence. */
  eventLogs: 'hourly' | 'daily' | 'none'
  /** Objects of real-time events whose data is stored, which takes a licence. */
  realTimeEvents: string[]
  /** What the integration user may not see: an object, or a field as `Object.Field`. */
  hidden: string[]
  /** 0 to 100. */
  healthScore: string
  /** SecurityHealthCheckRisks: `Setting`, `SettingGroup`, `RiskType`, `OrgValue`, `StandardValue`. */
  risks: SalesforceRow[]
  /** PermissionSet; those of profiles come from the accounts. */
  permissionSets: SalesforceRow[]
  /** PermissionSetAssignment besides the profiles': `AssigneeId`, `PermissionSetId`. */
  assignments: { AssigneeId: string; PermissionSetId: string }[]
  /** GroupMember: `GroupId`, `UserOrGroupId` and `Group` with `Name` and `Type`. */
  groupMembers: SalesforceRow[]
  /** Users whom something else needs, such as default owners of cases: they cannot be deactivated. */
  defaultOwners: string[]
  connectedApplications: SalesforceRow[]
  oauthTokens: SalesforceRow[]
  sessions: SalesforceRow[]
  /** ContentDistribution: links to files that need no login. */
  distributions: SalesforceRow[]
  organization: SalesforceRow
  /** EntityDefinition: `QualifiedApiName`, `InternalSharingModel`, `ExternalSharingModel`. */
  entities: SalesforceRow[]
  /** RemoteProxy: sites that code in pages may call. */
  remoteSites: SalesforceRow[]
  /** Certificate: `DeveloperName`, `ExpirationDate`. */
  certificates: SalesforceRow[]
}

const risk = (SettingGroup: string, Setting: string, OrgValue: string, StandardValue = OrgValue): SalesforceRow => ({
  DurableId: `${SettingGroup}.${Setting}`.replace(/[^\w.]/g, ''),
  SecurityHealthCheckId: 'default',
  RiskType: 'MEETS_STANDARD',
  Setting,
  SettingGroup,
  SettingRiskCategory: 'MEDIUM_RISK',
  OrgValue,
  OrgValueRaw: OrgValue.replace(/\D+$/, ''),
  StandardValue,
  StandardValueRaw: StandardValue.replace(/\D+$/, ''),
})

const entity = (QualifiedApiName: string): SalesforceRow => ({
  QualifiedApiName,
  InternalSharingModel: 'Private',
  ExternalSharingModel: 'Private',
})

/** A well kept org. `now` is epoch milliseconds. */
export function defaultSalesforceSettings(now: number): SalesforceSettings {
  return {
    eventLogs: 'hourly',
    realTimeEvents: [],
    hidden: [],
    healthScore: '96',
    risks: [
      risk('PasswordPolicies', 'Minimum password length', '12 characters', '8 characters'),
      risk('PasswordPolicies', 'Maximum invalid login attempts', '3'),
      risk('PasswordPolicies', 'Password complexity requirement', 'Must include 3 of 4 kinds of characters'),
      risk('SessionSettings', 'Timeout value', '2 hours'),
      risk('SessionSettings', 'Lock sessions to the domain in which they were first used', 'Enabled'),
      risk('SessionSettings', 'Require HttpOnly attribute', 'Enabled'),
      risk('LoginAccessPolicies', 'Administrators can log in as any user', 'Disabled'),
      risk('CertificateAndKeyManagement', 'Number of expired certificates', '0'),
      risk('RemoteSiteSettings', 'Remote sites that disable protocol security', '0'),
      risk('FileUploadAndDownloadSecurity', 'Number of security risk file types with hybrid behaviour', '0'),
    ],
    permissionSets: [
      {
        Id: '0PS000000000009AAA',
        Name: 'Guest_Profile',
        Label: 'Help centre guests',
        IsOwnedByProfile: true,
        ProfileId: '00e000000000009AAA',
        Profile: { Name: 'Help centre', UserType: 'Guest' },
      },
    ],
    assignments: [],
    groupMembers: [],
    defaultOwners: [],
    connectedApplications: [
      {
        Id: '0H4000000000001AAA',
        Name: 'Mail sync',
        CreatedDate: '2025-02-03T08:00:00.000+0000',
        OptionsAllowAdminApprovedUsersOnly: true,
        OptionsRefreshTokenValidityMetric: false,
        RefreshTokenValidityPeriod: 30,
        PinLength: 0,
      },
    ],
    oauthTokens: [],
    sessions: [],
    distributions: [],
    organization: {
      Id: '00D000000000001AAA',
      Name: 'Acme',
      OrganizationType: 'Enterprise Edition',
      InstanceName: 'EU46',
      IsSandbox: false,
      NamespacePrefix: null,
      DefaultAccountAccess: 'None',
      DefaultContactAccess: 'ControlledByParent',
      DefaultCaseAccess: 'None',
      DefaultLeadAccess: 'None',
      DefaultOpportunityAccess: 'None',
    },
    entities: ['Account', 'Case', 'Contact', 'Lead', 'Opportunity'].map(entity),
    remoteSites: [
      {
        Id: '0rp000000000001AAA',
        SiteName: 'Maps',
        EndpointUrl: 'https://maps.example',
        IsActive: true,
        DisableProtocolSecurity: false,
      },
    ],
    certificates: [
      {
        Id: '0P1000000000001AAA',
        DeveloperName: 'sso',
        ExpirationDate: new Date(now + 400 * 86_400_000).toISOString(),
      },
    ],
  }
}
