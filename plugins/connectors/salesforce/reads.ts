import type { ReadSpec } from '@casbah/sdk'
import { batches, SETUP } from './listings.ts'
import { FACTORS_QUERY } from './second-factors.ts'
import { query, toolingQuery } from './soql.ts'

/** Who holds which rights, by profile, permission set and group of these. */
const RIGHTS = [
  'PermSetAssign*',
  'PermSetUnassign*',
  'PermSetGroup*',
  'PermSetEnableUserPerm',
  'PermSetDisableUserPerm',
  'PermissionSetGroupComponent*',
  'changedprofileforuser*',
  'profilePermChanged*',
  'activateduser',
  'deactivateduser',
  'frozeuser',
  'unfrozeuser',
]
const FACTORS = [
  'insertTwoFactor*',
  'deleteTwoFactor*',
  'insertAuthenticatorPairing',
  'deleteAuthenticatorPairing',
  'insertU2F',
  'deleteU2F',
]
/** Settings that Health Check judges. */
const HARDENING = [
  'password*',
  'minimumPasswordLifetime*',
  'obscureSecretAnswer*',
  'sessiontimeout',
  'updateSessionSecurityLevel',
  'requiredSessionLevelForProfile',
  'enableOverrideGrantAccess*',
  'overridegrantaccessenabled*',
]
const APPS = [
  'insertConnectedApplication',
  'deleteConnectedApplication',
  'blockConnectedApplication',
  'unblockConnectedApplication',
  'changeUserRuntimeAccessPolicy',
]

const list = (soql: string, scope: string, touchedBy: string[] = []) => ({
  request: () => query(soql),
  ...batches,
  scope,
  touchedBy,
})
const toolingList = (soql: string, touchedBy: string[] = []) => ({
  request: () => toolingQuery(soql),
  ...batches,
  scope: SETUP,
  touchedBy,
})
/** Active users who hold a right, by profile or permission set. One may come several times. */
const holders = (right: string) =>
  list(
    `SELECT AssigneeId, Assignee.Username FROM PermissionSetAssignment WHERE PermissionSet.Permissions${right} = true AND Assignee.IsActive = true`,
    SETUP,
    RIGHTS,
  )

/** Settings that the checks read. */
export const reads = {
  /** The score of Health Check against its baseline. */
  healthScore: toolingList('SELECT Score FROM SecurityHealthCheck', HARDENING),
  /** Each setting that Health Check looks at, with its value and what that means. */
  healthSettings: toolingList(
    'SELECT RiskType, Setting, SettingGroup, OrgValue, StandardValue FROM SecurityHealthCheckRisks',
    HARDENING,
  ),
  /** Employees who can sign in. */
  employees: list(`SELECT Id, Username FROM User WHERE IsActive = true AND UserType = 'Standard'`, 'API Enabled'),
  idleEmployees: list(
    `SELECT Id, Username, LastLoginDate FROM User WHERE IsActive = true AND UserType = 'Standard' AND LastLoginDate < LAST_N_DAYS:90`,
    'API Enabled',
  ),
  secondFactors: list(FACTORS_QUERY, 'Manage Multi-Factor Authentication in API', FACTORS),
  modifyAllData: holders('ModifyAllData'),
  viewAllData: holders('ViewAllData'),
  manageUsers: holders('ManageUsers'),
  authorApex: holders('AuthorApex'),
  customizeApplication: holders('CustomizeApplication'),
  passwordNeverExpires: holders('PasswordNeverExpires'),
  /** Permission sets of the profiles of guests, who need no login. */
  guestProfiles: list(
    `SELECT Id, Label, PermissionsApiEnabled, PermissionsViewAllData, PermissionsModifyAllData, PermissionsManageUsers FROM PermissionSet WHERE IsOwnedByProfile = true AND Profile.UserType = 'Guest'`,
    SETUP,
  ),
  connectedApps: list(
    'SELECT Id, Name, OptionsAllowAdminApprovedUsersOnly, RefreshTokenValidityPeriod FROM ConnectedApplication',
    'Customize Application',
    APPS,
  ),
  /** Tokens that were not used for 90 days; Salesforce stops after 2,500. */
  idleTokens: list(
    'SELECT UserId, AppName, LastUsedDate FROM OauthToken WHERE LastUsedDate < LAST_N_DAYS:90',
    'Customize Application',
  ),
  publicLinks: list(
    'SELECT Id, Name, ContentDocumentId, PreferencesExpires, PreferencesPasswordRequired FROM ContentDistribution WHERE PreferencesExpires = false OR ExpiryDate >= TODAY',
    'API Enabled',
  ),
  /** Whether event log files are made at all. */
  newLogFiles: list(
    'SELECT Id, EventType, CreatedDate FROM EventLogFile WHERE CreatedDate >= LAST_N_DAYS:3 LIMIT 1',
    'View Event Log Files',
  ),
  organization: list(
    'SELECT Id, DefaultAccountAccess, DefaultCaseAccess, DefaultLeadAccess, DefaultOpportunityAccess FROM Organization',
    SETUP,
  ),
  externalDefaults: list(
    `SELECT QualifiedApiName, ExternalSharingModel FROM EntityDefinition WHERE QualifiedApiName IN ('Account', 'Case', 'Contact', 'Lead', 'Opportunity')`,
    SETUP,
  ),
  remoteSites: toolingList(
    'SELECT Id, SiteName, EndpointUrl, DisableProtocolSecurity FROM RemoteProxy WHERE IsActive = true',
  ),
  /** Certificates that end within 30 days, or have ended. */
  endingCertificates: toolingList(
    'SELECT Id, DeveloperName, ExpirationDate FROM Certificate WHERE ExpirationDate <= NEXT_N_DAYS:30',
  ),
} satisfies Record<string, ReadSpec>
