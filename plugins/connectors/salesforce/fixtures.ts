import { createSalesforce, person, type Fixtures, type SalesforceSettings } from '@casbah/testkit'
import { longId } from './ids.ts'

const settings = (vendor: { settings: object }) => vendor.settings as SalesforceSettings
const ADA = '005000000000001AAA'
const BEN = '005000000000002AAA'
const EVE = '005000000000003AAA'
const KIM = '005000000000004AAA'
const FAY = '005000000000005AAA'
const FILE = '069000000000001AAA'

const seconds = (time: number) => `${new Date(Math.floor(time / 1000) * 1000).toISOString().slice(0, 19)}.000+0000`
const rowId = (prefix: string, index: number) => `${prefix}${String(index + 1).padStart(12, '0')}AAA`
const worsen = (vendor: { settings: object }, group: string) => {
  for (const risk of settings(vendor).risks) if (risk.SettingGroup === group) risk.RiskType = 'HIGH_RISK'
}
const grant = (vendor: { settings: object }, right: string, most: number) => {
  const set = { Id: '0PS000000000021AAA', Label: 'Too much', IsOwnedByProfile: false, [right]: true }
  settings(vendor).permissionSets.push(set)
  for (let index = 0; index <= most; index += 1)
    settings(vendor).assignments.push({ AssigneeId: rowId('005', 100 + index), PermissionSetId: set.Id })
}
const token = (AppName: string, LastUsedDate: string) => ({
  AppName,
  AppMenuItemId: '0DS000000000001AAA',
  AccessToken: null,
  RequestToken: null,
  DeleteToken: `delete-${AppName}`,
  LastUsedDate,
  UseCount: 3,
  UserId: BEN,
})
const link = (Id: string, more: object = {}) => ({
  Id,
  Name: 'price-list.pdf',
  ContentDocumentId: FILE,
  ContentVersionId: '068000000000001AAA',
  DistributionPublicUrl: 'https://acme.my.salesforce.com/sfc/p/secret-address',
  ExpiryDate: null,
  PreferencesExpires: false,
  PreferencesPasswordRequired: false,
  ViewCount: 0,
  CreatedDate: '2026-01-05T10:00:00.000+0000',
  OwnerId: BEN,
  ...more,
})
const SET = '0PS000000000020AAA'
const session = (Id: string, ParentId: string | null) => ({ Id, ParentId, UsersId: BEN, SessionType: 'UI' })

const member = (Id: string, UserOrGroupId: string, Name: string) => ({
  Id,
  GroupId: '00G000000000001AAA',
  UserOrGroupId,
  Group: { Name, Type: 'Regular' },
})
const guestProfile = {
  Id: '0PS000000000009AAA',
  Name: 'Guest_Profile',
  Label: 'Help centre guests',
  IsOwnedByProfile: true,
  ProfileId: '00e000000000009AAA',
  Profile: { Name: 'Help centre', UserType: 'Guest' },
}

const finding = (index: number, time: number) => ({
  attributes: { type: 'SessionHijackingEventStore' },
  Id: rowId('0Z7', index),
  CreatedDate: seconds(time),
  EventDate: seconds(time - 600_000),
  UserId: BEN,
  SourceIp: '203.0.113.9',
  Summary: 'The browser changed within the session',
})

/** What the contract kit needs to know of Salesforce. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) =>
    createSalesforce({
      domain: 'acme.my.salesforce.com',
      now,
      ...(pageRows && { pageRows }),
      // That of a large org, so that pauses are short.
      quota: 1_000_000,
      // Nobody waits hours for a test: five minutes are an hour.
      files: { hour: 300_000, delay: 60_000 },
      settings: {
        realTimeEvents: ['FileEventStore', 'SessionHijackingEventStore'],
        permissionSets: [{ Id: SET, Name: 'Export', Label: 'Export', IsOwnedByProfile: false }, guestProfile],
        assignments: [{ AssigneeId: BEN, PermissionSetId: SET }],
        groupMembers: [
          member('011000000000001AAA', BEN, 'Deal desk'),
          member('011000000000002AAA', '00G000000000009AAA', 'Deal desk'),
        ],
        distributions: [link('05D000000000001AAA', { PreferencesPasswordRequired: true })],
        oauthTokens: [token('Calendar', '2026-03-01T00:00:00.000+0000')],
      },
      accounts: [
        person('ada@acme.example', { id: ADA, isAdmin: true }),
        person('ben@acme.example', { id: BEN, mfa: true }),
        person('eve@acme.example', { id: EVE, status: 'DEPROVISIONED' }),
        person('kim@partner.example', { id: KIM, groups: ['partners'], mfa: false }),
        person('fay@acme.example', { id: FAY, status: 'SUSPENDED' }),
      ],
    }),
  // The login history and findings are of one make with the setup trail.
  troubled: ['event-log-files', 'setup-audit-trail', 'real-time-events'],
  streams: {
    'event-log-files': {
      marker: 'REQUEST_ID',
      row: (index, time) => ({
        EVENT_TYPE: index % 3 === 0 ? 'ReportExport' : 'RestApi',
        TIMESTAMP: new Date(time).toISOString().replace(/[-:TZ]/g, ''),
        REQUEST_ID: `request-${index}`,
        USER_ID: BEN.slice(0, 15),
        USER_ID_DERIVED: BEN,
        URI: '/services/data/v66.0/query',
        REPORT_DESCRIPTION: `two "quoted"\nlines, of export ${index}`,
        REQUEST_STATUS: 'S',
        CLIENT_IP: '81.2.69.142',
        TIMESTAMP_DERIVED: new Date(time).toISOString(),
      }),
    },
    'login-history': {
      marker: 'Id',
      partition: 'login-history',
      row: (index, time) => ({
        Id: rowId('0Ya', index),
        UserId: BEN,
        LoginTime: seconds(time),
        LoginType: 'Application',
        SourceIp: '81.2.69.142',
        CountryIso: 'GB',
        Status: index % 5 === 0 ? 'Invalid Password' : 'Success',
        Application: 'Browser',
        Browser: 'Chrome 120',
        Platform: 'Windows 10',
      }),
    },
    'setup-audit-trail': {
      marker: 'Id',
      partition: 'setup-audit-trail',
      row: (index, time) => ({
        Id: rowId('0Ym', index),
        Action: 'PermSetAssign',
        Section: 'Manage Users',
        CreatedDate: seconds(time),
        CreatedById: ADA,
        CreatedBy: { Name: 'Ada', Username: 'ada@acme.example', Email: 'ada@acme.example' },
        Display: `Permission set Export: assigned to user Ben (UserID: [${BEN.slice(0, 15)}])`,
        DelegateUser: null,
      }),
    },
    'real-time-events': {
      marker: 'EventIdentifier',
      partition: 'FileEventStore',
      row: (index, time) => ({
        EventIdentifier: `0a4779b0-0da1-4619-a373-${String(index).padStart(12, '0')}`,
        EventDate: seconds(time),
        UserId: BEN,
        Username: 'ben@acme.example',
        SourceIp: '81.2.69.142',
        SessionKey: 'vMASKIU6AxEr+Op5',
        FileAction: index % 4 === 0 ? 'UPLOAD' : 'UI_DOWNLOAD',
        DocumentId: FILE,
        FileName: 'price-list.pdf',
      }),
    },
    findings: { marker: 'Id', partition: 'SessionHijackingEventStore', row: finding },
  },
  samples: [
    {
      stream: 'findings',
      row: finding(0, Date.UTC(2026, 2, 1, 10)),
      activities: [{ severity: 'HIGH', ip: { address: '203.0.113.9' } }],
    },
    {
      stream: 'setup-audit-trail',
      row: {
        Id: '0Ym1',
        Action: 'suOrgAdminLogin',
        Section: 'Manage Users',
        CreatedDate: '2026-03-01T10:00:00.000+0000',
        CreatedById: ADA,
        Display: 'Logged in using Login-As access for Ben Ruiz',
      },
      activities: [{ isImpersonated: true, isAdmin: true, targets: [{ kind: 'user', name: 'Ben Ruiz' }] }],
    },
  ],
  accounts: [
    { externalId: ADA, status: 'ACTIVE', email: 'ada@acme.example', isAdmin: true, mfaEnabled: true },
    { externalId: BEN, status: 'ACTIVE', isExternal: false, groups: ['Standard User'] },
    { externalId: EVE, status: 'DELETED' },
    { externalId: KIM, status: 'ACTIVE', isExternal: true, mfaEnabled: false },
    { externalId: FAY, status: 'SUSPENDED' },
  ],
  things: [
    { externalId: SET, name: 'Export', members: [BEN] },
    { externalId: '00G000000000001AAA', name: 'Deal desk', members: [BEN] },
    { externalId: FILE, kind: 'FILE', name: 'price-list.pdf', owner: BEN, access: [{ to: 'link', role: 'READ' }] },
    { externalId: `${BEN}:Calendar`, clientName: 'Calendar', account: BEN },
  ],
  checks: {
    'health-check-score': { fail: vendor => void (settings(vendor).healthScore = '54') },
    'health-check-high-risks': { fail: vendor => worsen(vendor, 'SessionSettings') },
    'password-policies': { fail: vendor => worsen(vendor, 'PasswordPolicies') },
    'session-settings': { fail: vendor => worsen(vendor, 'SessionSettings') },
    'login-access': { fail: vendor => worsen(vendor, 'LoginAccessPolicies') },
    'file-handling': { fail: vendor => worsen(vendor, 'FileUploadAndDownloadSecurity') },
    'users-mfa': { fail: vendor => vendor.accounts.forEach(account => (account.mfa = account.id === ADA)) },
    'admins-mfa': { fail: vendor => vendor.accounts.forEach(account => (account.mfa = account.id !== ADA)) },
    'modify-all-data': { fail: vendor => grant(vendor, 'PermissionsModifyAllData', 5) },
    'view-all-data': { fail: vendor => grant(vendor, 'PermissionsViewAllData', 10) },
    'manage-users': { fail: vendor => grant(vendor, 'PermissionsManageUsers', 5) },
    'author-apex': { fail: vendor => grant(vendor, 'PermissionsAuthorApex', 10) },
    'customize-application': { fail: vendor => grant(vendor, 'PermissionsCustomizeApplication', 10) },
    'password-expires': { fail: vendor => grant(vendor, 'PermissionsPasswordNeverExpires', 0) },
    'connected-apps-approved': {
      fail: vendor =>
        settings(vendor).connectedApplications.forEach(app => (app.OptionsAllowAdminApprovedUsersOnly = false)),
    },
    'refresh-tokens-expire': {
      fail: vendor => settings(vendor).connectedApplications.forEach(app => (app.RefreshTokenValidityPeriod = null)),
    },
    'idle-oauth-tokens': {
      fail: vendor => void settings(vendor).oauthTokens.push(token('Old sync', '2025-06-01T00:00:00.000+0000')),
    },
    'idle-users': { fail: vendor => vendor.accounts.forEach(account => account.groups.push('idle')) },
    'guest-rights': {
      fail: vendor =>
        settings(vendor).permissionSets.forEach(set => {
          if (set.IsOwnedByProfile) set.PermissionsApiEnabled = true
        }),
    },
    'public-links-bounded': { fail: vendor => void settings(vendor).distributions.push(link('05D000000000001AAA')) },
    'event-logs': {
      pass: vendor => vendor.emit([{ EVENT_TYPE: 'Logout', TIMESTAMP_DERIVED: '2026-02-27T10:00:00.000Z' }]),
      fail: vendor => void (settings(vendor).eventLogs = 'none'),
    },
    'internal-sharing': {
      fail: vendor => void (settings(vendor).organization.DefaultAccountAccess = 'Edit'),
    },
    'external-sharing': {
      fail: vendor => settings(vendor).entities.forEach(entity => (entity.ExternalSharingModel = 'Read')),
    },
    'remote-sites-encrypted': {
      fail: vendor => settings(vendor).remoteSites.forEach(site => (site.DisableProtocolSecurity = true)),
    },
    'certificates-valid': {
      fail: vendor =>
        settings(vendor).certificates.forEach(one => (one.ExpirationDate = '2026-03-09T00:00:00.000+0000')),
    },
  },
  corpus: {
    carries: {
      actor: raw => raw.USER_ID_DERIVED || raw.USER_ID,
      ip: raw => [raw.CLIENT_IP, raw.SOURCE_IP].some(value => /^[\d.]+$/.test(String(value ?? ''))),
      session: 'SESSION_KEY',
      userAgent: raw => /Mozilla/.test(String(raw.USER_AGENT ?? '')),
      outcome: raw => raw.LOGIN_STATUS || raw.REQUEST_STATUS,
    },
    // No events of a stream: header lines, lists of files, findings without the name of their object.
    rejected: ({ raw, kind = '' }) =>
      raw.EVENT_TYPE === 'EVENT_TYPE' ||
      kind === 'grove.sf.event_log' ||
      (kind === 'grove.sf.threat_detection' && raw.attributes === undefined),
    // What others read out of it, and the id of 18 signs; of LoginAs they took whose account it was for whoever used it.
    wrong: ({ raw, expected }, [activity]) => {
      const actor = String(raw.USER_ID_DERIVED || raw.USER_ID || expected?.actor || '')
      const isActor = actor === '' || activity?.vendorAction === 'LoginAs' || activity?.actor?.id === longId(actor)
      const ip = String(expected?.ip ?? '')
      const isIp = !/^[\d.]+$/.test(ip) || activity?.ip?.address === ip
      const time = expected ? Date.parse(String(expected.time)) : activity?.time
      return [
        ...(isActor ? [] : [`the actor ${actor} is read as ${activity?.actor?.id}.`]),
        ...(isIp ? [] : [`the address ${ip} is read as ${activity?.ip?.address}.`]),
        ...(activity?.time === time ? [] : [`the time ${String(expected?.time)} is read otherwise.`]),
      ]
    },
  },
  actions: {
    'freeze-user': { target: { externalId: BEN } },
    'deactivate-user': { target: { externalId: BEN } },
    'end-sessions': {
      target: { externalId: BEN },
      before: vendor =>
        void (settings(vendor).sessions = [
          session('0Ak000000000002AAA', '0Ak000000000001AAA'),
          session('0Ak000000000001AAA', null),
        ]),
    },
    'unfreeze-user': { target: { externalId: FAY } },
    'require-password-change': { target: { externalId: BEN } },
    'remove-permission-set': { target: { externalId: BEN }, parameters: { permissionSet: SET } },
    'revoke-connected-app': {
      target: { externalId: `${BEN}:Mail sync`, clientId: '0DS000000000001AAA' },
      before: vendor => void (settings(vendor).oauthTokens = [token('Mail sync', '2026-03-01T00:00:00.000+0000')]),
    },
    'remove-public-link': {
      target: { externalId: FILE, kind: 'FILE', name: 'price-list.pdf' },
      before: vendor =>
        void (settings(vendor).distributions = [link('05D000000000001AAA'), link('05D000000000002AAA')]),
    },
  },
}
