import type { VendorAccount } from '../../replay/vendor.ts'
import { dateTime } from './date-time.ts'
import { SoqlError } from './errors.ts'
import type { LogFiles } from './log-files.ts'
import type { SalesforceSettings } from './settings.ts'
import { realTimeTables } from './real-time.ts'
import { ALL_FIELDS, fieldOf, parseSoql, type SalesforceRow } from './soql.ts'

/** Accounts in this group are users of a partner's, not of the organisation. */
export const PARTNERS = 'partners'

export interface Org {
  accounts: VendorAccount[]
  settings: SalesforceSettings
  logFiles: LogFiles
  /** In the order of their time. */
  logins: SalesforceRow[]
  setupChanges: SalesforceRow[]
  /** Events of the real-time objects by object, in the order of their time. */
  realTime: Map<string, SalesforceRow[]>
  /** When passwords were last replaced, by user, epoch milliseconds. */
  passwords: Map<string, number>
  now: () => number
}

export interface Table {
  columns: string
  rows: (org: Org) => SalesforceRow[]
  /** Rows of an answer, and after how many it stops without a word. */
  batch?: number
  most?: number
  /** Big objects: the only columns that can be asked by. */
  index?: string[]
}

const PERMISSIONS =
  'PermissionsModifyAllData PermissionsViewAllData PermissionsManageUsers PermissionsApiEnabled PermissionsCustomizeApplication PermissionsAuthorApex PermissionsPasswordNeverExpires PermissionsManageEncryptionKeys'
const PERMISSION_SET = `Id Name Label IsOwnedByProfile ProfileId Profile.Name Profile.UserType ${PERMISSIONS}`

/** Objects of /query, with their columns; relationships with a dot. */
const OBJECTS: Record<string, Table> = {
  EventLogFile: {
    columns:
      'Id EventType Interval Sequence LogDate CreatedDate LogFile LogFileLength LogFileContentType LogFileFieldNames LogFileFieldTypes ApiVersion',
    rows: ({ logFiles, settings }) => (settings.eventLogs === 'none' ? [] : logFiles.rows()),
  },
  LoginHistory: {
    columns:
      'Id UserId LoginTime LoginType SourceIp LoginUrl AuthenticationServiceId AuthMethodReference LoginGeoId Browser Platform Status Application ClientVersion ApiType ApiVersion CountryIso TlsProtocol CipherSuite ForwardedForIp NetworkId',
    rows: ({ logins }) => logins,
  },
  SetupAuditTrail: {
    columns:
      'Id Action Section CreatedDate CreatedById CreatedByContext CreatedByIssuer Display DelegateUser ResponsibleNamespacePrefix CreatedBy.Name CreatedBy.Username CreatedBy.Email',
    rows: ({ setupChanges }) => setupChanges,
  },
  User: {
    columns:
      'Id Username Email Name FirstName LastName IsActive UserType ProfileId UserRoleId LastLoginDate LastPasswordChangeDate CreatedDate LastModifiedDate FederationIdentifier Profile.Name',
    rows: users,
  },
  UserLogin: {
    columns: 'Id UserId IsFrozen IsPasswordLocked LastModifiedDate',
    rows: ({ accounts }) =>
      accounts.map(({ id, status }) => ({
        Id: userLoginId(id),
        UserId: id,
        IsFrozen: status === 'SUSPENDED',
        IsPasswordLocked: false,
      })),
  },
  AuthSession: {
    columns:
      'Id UsersId CreatedDate LastModifiedDate NumSecondsValid UserType SourceIp LoginType SessionType SessionSecurityLevel LogoutUrl ParentId LoginHistoryId LoginGeoId IsCurrent',
    rows: ({ settings }) => settings.sessions,
  },
  OauthToken: {
    columns: 'Id AccessToken AppName AppMenuItemId DeleteToken LastUsedDate RequestToken UseCount UserId',
    // Its Id is reserved: always null.
    rows: ({ settings }) => settings.oauthTokens.map(token => ({ ...token, Id: null })),
    batch: 500,
    most: 2_500,
  },
  TwoFactorMethodsInfo: {
    columns:
      'Id ExternalId UserId HasTotp HasSalesforceAuthenticator HasU2F HasSecurityKey HasBuiltInAuthenticator HasUserVerifiedMobileNumber HasUserVerifiedEmailAddress HasTempCode',
    rows: ({ accounts }) =>
      accounts.map(({ id, mfa }) => ({
        UserId: id,
        HasTotp: mfa,
        HasSalesforceAuthenticator: false,
        HasU2F: false,
        HasSecurityKey: false,
        HasBuiltInAuthenticator: false,
        HasUserVerifiedMobileNumber: true,
        HasUserVerifiedEmailAddress: true,
        HasTempCode: false,
      })),
  },
  PermissionSet: { columns: PERMISSION_SET, rows: permissionSets },
  PermissionSetAssignment: {
    columns: `Id AssigneeId PermissionSetId PermissionSetGroupId IsActive Assignee.IsActive Assignee.Username ${PERMISSION_SET.split(
      ' ',
    )
      .map(column => `PermissionSet.${column}`)
      .join(' ')}`,
    rows: assignments,
  },
  ConnectedApplication: {
    columns:
      'Id Name CreatedDate OptionsAllowAdminApprovedUsersOnly OptionsRefreshTokenValidityMetric RefreshTokenValidityPeriod PinLength MobileSessionTimeout StartUrl',
    rows: ({ settings }) => settings.connectedApplications,
  },
  ContentDistribution: {
    columns:
      'Id Name ContentVersionId ContentDocumentId DistributionPublicUrl PdfDownloadUrl ExpiryDate PreferencesExpires PreferencesPasswordRequired PreferencesAllowOriginalDownload ViewCount CreatedDate OwnerId',
    rows: ({ settings }) => settings.distributions,
  },
  Organization: {
    columns:
      'Id Name OrganizationType InstanceName IsSandbox NamespacePrefix DefaultAccountAccess DefaultContactAccess DefaultCaseAccess DefaultOpportunityAccess DefaultLeadAccess',
    rows: ({ settings }) => [settings.organization],
  },
  GroupMember: {
    columns: 'Id GroupId UserOrGroupId Group.Name Group.Type',
    rows: ({ settings }) => settings.groupMembers,
  },
  ...realTimeTables,
  EntityDefinition: {
    columns: 'QualifiedApiName InternalSharingModel ExternalSharingModel',
    rows: ({ settings }) => settings.entities,
  },
}

/** Objects of /tooling/query. */
const TOOLING: Record<string, Table> = {
  SecurityHealthCheck: {
    columns: 'DurableId Score CustomBaselineId',
    rows: ({ settings }) => [{ DurableId: 'default', Score: settings.healthScore, CustomBaselineId: null }],
  },
  SecurityHealthCheckRisks: {
    columns:
      'DurableId SecurityHealthCheckId RiskType Setting SettingGroup SettingRiskCategory OrgValue OrgValueRaw StandardValue StandardValueRaw',
    rows: ({ settings }) => settings.risks,
  },
  RemoteProxy: {
    columns: 'Id SiteName EndpointUrl IsActive DisableProtocolSecurity Description',
    rows: ({ settings }) => settings.remoteSites,
  },
  Certificate: {
    columns: 'Id DeveloperName MasterLabel ExpirationDate',
    rows: ({ settings }) => settings.certificates,
  },
}

export interface Selected {
  rows: SalesforceRow[]
  /** Rows of an answer. */
  batch: number
  /** A row with the columns that were asked for, as an answer shows it. */
  show: (row: SalesforceRow) => SalesforceRow
}

/** The rows that a query selects. Throws a SoqlError. */
export function select(org: Org, text: string, tooling: boolean): Selected {
  const query = parseSoql(text, org.now())
  const table = (tooling ? TOOLING : OBJECTS)[query.from]
  if (!table || org.settings.hidden.includes(query.from) || isUnlicensed(org, query.from))
    throw new SoqlError('INVALID_TYPE', `sObject type '${query.from}' is not supported.`)
  const columns = new Set(table.columns.split(' '))
  const other = table.index && query.tested.find(field => !table.index?.includes(field))
  if (other)
    throw new SoqlError('INVALID_FIELD', `Big objects can be filtered by their index alone, not by '${other}'.`)
  for (const field of query.named) {
    if (columns.has(field) && !isHidden(org, query.from, field)) continue
    const message = `No such column '${field}' on entity '${query.from}'.`
    throw new SoqlError('INVALID_FIELD', message)
  }
  let found = table.rows(org).filter(query.matches)
  // Hourly files show only to those who ask for them, or name an Id.
  if (query.from === 'EventLogFile' && !query.named.some(field => field === 'Interval'))
    found = whereIdIsTested(text) ? found : found.filter(({ Interval }) => Interval === 'Daily')
  const fields = query.fields.includes(ALL_FIELDS)
    ? [...columns].filter(column => !column.includes('.') && !isHidden(org, query.from, column))
    : query.fields
  const rows = found.sort(query.compare).slice(0, Math.min(query.limit, table.most ?? Infinity))
  return { rows, batch: table.batch ?? 2_000, show: row => projected(row, fields, query.from) }
}

/** Interval and Sequence are there for those who have hourly files. */
function isHidden({ settings, logFiles }: Org, object: string, field: string): boolean {
  const unlicensed = object === 'EventLogFile' && !logFiles.hourly && (field === 'Interval' || field === 'Sequence')
  return unlicensed || settings.hidden.includes(`${object}.${field}`)
}

/** Real-time objects are there where their data is stored. */
const isUnlicensed = ({ settings }: Org, object: string) =>
  object in realTimeTables && !settings.realTimeEvents.includes(object)

const whereIdIsTested = (text: string) => /\bWHERE\b.*\bId\s*(?:[=<>!]|IN\b)/is.test(text)

function projected(row: SalesforceRow, fields: string[], type: string): SalesforceRow {
  const id = typeof row.Id === 'string' ? row.Id : ''
  const shown: SalesforceRow = { attributes: { type, url: `/services/data/v66.0/sobjects/${type}/${id}` } }
  for (const field of fields) {
    const [relation = '', inner] = field.split('.', 2)
    if (inner === undefined) shown[field] = fieldOf(row, field)
    else if (row[relation] == null) shown[relation] = null
    else
      shown[relation] = {
        ...(shown[relation] as SalesforceRow),
        ...nested(row[relation], field.slice(relation.length + 1)),
      }
  }
  return shown
}

function nested(value: unknown, field: string): SalesforceRow {
  return { [field.split('.')[0] as string]: fieldOf(value as SalesforceRow, field) }
}

/** When everybody chose a password. */
const PASSWORDS_SET = Date.UTC(2025, 10, 3, 8)

export const userLoginId = (user: string) => `0Yw${user.slice(3)}`
const profileId = ({ isAdmin, groups }: VendorAccount) =>
  `00e00000000000${groups.includes(PARTNERS) ? 3 : isAdmin ? 1 : 2}AAA`
const profileName = ({ isAdmin, groups }: VendorAccount) =>
  groups.includes(PARTNERS) ? 'Partner Community User' : isAdmin ? 'System Administrator' : 'Standard User'

function users({ accounts, passwords, now }: Org): SalesforceRow[] {
  return accounts.map(account => ({
    Id: account.id,
    Username: account.login,
    Email: account.email,
    Name: account.name,
    IsActive: account.status !== 'DEPROVISIONED',
    UserType: account.groups.includes(PARTNERS) ? 'PowerPartner' : 'Standard',
    ProfileId: profileId(account),
    UserRoleId: null,
    LastLoginDate: account.groups.includes('idle') ? dateTime(now() - 200 * 86_400_000) : dateTime(now() - 86_400_000),
    LastPasswordChangeDate: dateTime(passwords.get(account.id) ?? PASSWORDS_SET),
    Profile: { Name: profileName(account) },
  }))
}

function permissionSets({ accounts, settings }: Org): SalesforceRow[] {
  const profiles = new Map(accounts.map(account => [profileId(account), account]))
  const owned = [...profiles].map(([ProfileId, account]) => ({
    Id: `0PS${ProfileId.slice(3)}`,
    Name: `X${ProfileId}`,
    Label: profileName(account),
    IsOwnedByProfile: true,
    ProfileId,
    Profile: { Name: profileName(account), UserType: account.groups.includes(PARTNERS) ? 'PowerPartner' : 'Standard' },
    ...permissions(account.isAdmin),
  }))
  const others = settings.permissionSets.map(set => ({ ...permissions(false), ...set }))
  return [...owned, ...others]
}

function permissions(granted: boolean): SalesforceRow {
  const never = ['PermissionsPasswordNeverExpires']
  return Object.fromEntries(PERMISSIONS.split(' ').map(name => [name, granted && !never.includes(name)]))
}

/** The same for as long as the user has the permission set. */
export const assignmentId = (assignee: string, set: string) => `0Pa${assignee.slice(9, 15)}${set.slice(9, 15)}AAA`

function assignments(org: Org): SalesforceRow[] {
  const sets = new Map(permissionSets(org).map(set => [set.Id, set]))
  const own = org.accounts.map(account => ({
    AssigneeId: account.id,
    PermissionSetId: `0PS${profileId(account).slice(3)}`,
  }))
  return [...own, ...org.settings.assignments].map(({ AssigneeId, PermissionSetId }) => {
    const account = org.accounts.find(({ id }) => id === AssigneeId)
    return {
      Id: assignmentId(AssigneeId, PermissionSetId),
      AssigneeId,
      PermissionSetId,
      IsActive: true,
      Assignee: { IsActive: account?.status !== 'DEPROVISIONED', Username: account?.login ?? null },
      PermissionSet: sets.get(PermissionSetId) ?? null,
    }
  })
}
