import { generateKeyPairSync } from 'node:crypto'
import {
  createGoogleWorkspace,
  person,
  type CheckFixture,
  type Fixtures,
  type GoogleFile,
  type GoogleWorkspaceSettings,
  type StreamFixture,
} from '@casbah/testkit'
import { applications } from './applications.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

type Vendor = Parameters<CheckFixture['fail']>[0]
const settings = (vendor: Vendor) => vendor.settings as unknown as GoogleWorkspaceSettings

const files: GoogleFile[] = [
  {
    id: '1plan',
    name: 'Plan',
    mimeType: 'application/vnd.google-apps.document',
    owner: 'ben@acme.example',
    modifiedTime: '2026-02-20T10:00:00.000Z',
    trashed: false,
    permissions: [
      { id: 'anyoneWithLink', type: 'anyone', role: 'reader', allowFileDiscovery: false },
      { id: '77', type: 'user', role: 'writer', emailAddress: 'kim@partner.example' },
    ],
    change: 2,
  },
  {
    id: '1pay',
    name: 'Salaries',
    mimeType: 'application/vnd.google-apps.spreadsheet',
    owner: 'ada@acme.example',
    modifiedTime: '2026-02-21T10:00:00.000Z',
    trashed: false,
    permissions: [{ id: '78', type: 'user', role: 'reader', emailAddress: 'ben@acme.example' }],
    change: 3,
  },
]

/** What the contract kit needs to know of Google Workspace. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) =>
    createGoogleWorkspace({
      domain: 'acme.example',
      clientEmail: 'casbah@acme-security.iam.gserviceaccount.com',
      privateKey: pem,
      adminEmail: 'ada@acme.example',
      now,
      ...(pageRows && { pageRows }),
      applications: applications.map(({ name }) => name),
      accounts: [
        person('101', { email: 'ada@acme.example', name: 'Ada Okafor', isAdmin: true, groups: ['Admins'] }),
        person('104', { email: 'ida@acme.example', name: 'Ida Lind', isAdmin: true }),
        person('102', { email: 'ben@acme.example', name: 'Ben Ruiz', mfa: false, groups: ['Design', 'Admins'] }),
        person('103', { email: 'eve@acme.example', name: 'Eve Moss', status: 'SUSPENDED' }),
        person('105', { email: 'old@acme.example', name: 'Old Hand', status: 'DEPROVISIONED' }),
      ],
      settings: {
        backupCodes: { 102: ['12345678', '23456789'] },
        appPasswords: { 102: [{ codeId: 1, name: 'Old mail program' }] },
        files: structuredClone(files),
        tokens: {
          102: [
            {
              clientId: '77-mail.apps.googleusercontent.com',
              displayText: 'Mail Helper',
              scopes: ['https://mail.google.com/', 'openid'],
            },
            { clientId: '78-notes.apps.googleusercontent.com', displayText: 'Notes', scopes: ['openid', 'email'] },
          ],
        },
      },
    }),
  streams: Object.fromEntries(applications.map(({ name }) => [name, streamOf(name)])),
  accounts: [
    {
      externalId: '101',
      status: 'ACTIVE',
      email: 'ada@acme.example',
      displayName: 'Ada Okafor',
      isAdmin: true,
      mfaEnabled: true,
    },
    { externalId: '102', status: 'ACTIVE', isAdmin: false, mfaEnabled: false },
    { externalId: '103', status: 'SUSPENDED' },
    { externalId: '105', status: 'DELETED' },
  ],
  things: [
    { externalId: 'acme.example' },
    { name: 'Admins', members: ['101', '102'] },
    { name: 'Design', members: ['102'] },
    {
      externalId: '1plan',
      kind: 'FILE',
      owner: 'ben@acme.example',
      access: [
        { to: 'user', name: 'ben@acme.example', role: 'OWN' },
        { to: 'link', role: 'READ' },
        { to: 'user', name: 'kim@partner.example', role: 'WRITE' },
      ],
    },
    { externalId: '1pay', owner: 'ada@acme.example' },
    { externalId: '102/77-mail.apps.googleusercontent.com', account: '102', risk: 'CRITICAL' },
    { externalId: '102/78-notes.apps.googleusercontent.com', account: '102', risk: 'INFORMATIONAL' },
  ],
  checks: {
    'two-step-enforced': { fail: vendor => void (settings(vendor).enforceTwoStep = false) },
    'admin-two-step': { fail: vendor => vendor.accounts.forEach(account => (account.mfa = account.id === '104')) },
    'super-admin-count': {
      fail: vendor => vendor.accounts.forEach(account => (account.isAdmin = account.id === '101')),
    },
    ...setting('two-step-no-phone', 'security.two_step_verification_enforcement_factor', {
      allowedSignInFactorSet: 'ALL',
    }),
    ...setting('two-step-phishing-resistant', 'security.two_step_verification_enforcement_factor', {
      allowedSignInFactorSet: 'NO_TELEPHONY',
    }),
    ...setting('two-step-no-trusted-device', 'security.two_step_verification_device_trust', {
      allowTrustingDevice: true,
    }),
    ...setting('password-length', 'security.password', { minimumLength: 8 }),
    ...setting('password-strength', 'security.password', { allowReuse: true }),
    ...setting('two-step-grace', 'security.two_step_verification_grace_period', { enrollmentGracePeriod: '0s' }),
    ...setting('password-no-expiry', 'security.password', { expirationDuration: '7776000s' }),
    ...setting('drive-move-out', 'drive_and_docs.external_sharing', {
      allowedPartiesForDistributingContent: 'ALL_ELIGIBLE_USERS',
    }),
    ...setting('drive-desktop', 'drive_and_docs.drive_for_desktop', { restrictToAuthorizedDevices: false }),
    ...setting('shared-drive-copies', 'drive_and_docs.shared_drive_creation', {
      allowedPartiesForDownloadPrintCopy: 'ALL',
    }),
    ...setting('gmail-scanning', 'gmail.enhanced_pre_delivery_message_scanning', {
      enableImprovedSuspiciousContentDetection: false,
    }),
    ...setting('gmail-no-outbound-gateway', 'gmail.per_user_outbound_gateway', {
      allowUsersToUseExternalSmtpServers: true,
    }),
    ...setting('groups-external-members', 'groups_for_business.groups_sharing', {
      ownersCanAllowExternalMembers: true,
    }),
    ...setting('chat-external', 'chat.external_chat_restriction', { externalChatRestriction: 'NO_RESTRICTION' }),
    ...setting('session-length', 'security.session_controls', { webSessionDuration: '1209600s' }),
    ...setting('less-secure-apps-off', 'security.less_secure_apps', { allowLessSecureApps: true }),
    ...setting('super-admin-recovery-off', 'security.super_admin_account_recovery', { enableAccountRecovery: true }),
    ...setting('advanced-protection', 'security.advanced_protection_program', {
      securityCodeOption: 'ALLOWED_WITH_REMOTE_ACCESS',
    }),
    // By the word that looks like a block and is none.
    ...setting('unconfigured-apps-blocked', 'api_controls.unconfigured_third_party_apps', {
      accessLevel: 'UNSPECIFIED_UBER_BLOCK',
    }),
    ...setting('marketplace-allowlist', 'workspace_marketplace.apps_access_options', { accessLevel: 'ALLOW_ALL' }),
    ...setting('drive-external-sharing', 'drive_and_docs.external_sharing', { externalSharingMode: 'ALLOWED' }),
    ...setting('drive-no-publishing', 'drive_and_docs.external_sharing', { allowPublishingFiles: true }),
    ...setting('drive-access-checker', 'drive_and_docs.external_sharing', {
      accessCheckerSuggestions: 'RECIPIENTS_OR_AUDIENCE',
    }),
    ...setting('drive-default-private', 'drive_and_docs.general_access_default', {
      defaultFileAccess: 'PRIMARY_AUDIENCE_WITH_LINK',
    }),
    ...setting('shared-drive-settings', 'drive_and_docs.shared_drive_creation', {
      allowManagersToOverrideSettings: true,
    }),
    ...setting('gmail-no-auto-forwarding', 'gmail.auto_forwarding', { enableAutoForwarding: true }),
    ...setting('gmail-no-imap', 'gmail.imap_access', { enableImapAccess: true }),
    ...setting('gmail-no-pop', 'gmail.pop_access', { enablePopAccess: true }),
    ...setting('gmail-no-delegation', 'gmail.mail_delegation', { enableMailDelegation: true }),
    ...setting('groups-private', 'groups_for_business.groups_sharing', {
      collaborationCapability: 'ANYONE_CAN_ACCESS',
    }),
    ...setting('chat-external-files', 'chat.chat_file_sharing', { externalFileSharing: 'ALL_FILES' }),
  },
  // All streams come out of one factory: of each lag one, and the one with a window of its own.
  troubled: ['admin', 'calendar', 'drive', 'gmail'],
  corpus: {
    carries: { actor: 'actor.email', ip: 'ipAddress', outcome: raw => raw.events },
    // Refused is only what is no activity, or has an event without a name.
    rejected: ({ raw }) => {
      const events = raw.events as { name?: string | null }[] | undefined
      return raw.id === undefined || !events?.length || events.some(({ name }) => !name)
    },
    // Three rows carry an application name that does not go with their events.
    unknown: /^(admin\.(upload|edit|change_user_access|add_to_folder|change_acl_editors)|logout\.)/,
    wrong: ({ raw }, activities) => {
      const events = raw.events as unknown[]
      return activities.length === events.length ? [] : [`of ${events.length} events ${activities.length} are read.`]
    },
  },
  actions: {
    'suspend-user': { target: { externalId: '102', email: 'ben@acme.example' } },
    'end-sessions': { target: { externalId: '102', email: 'ben@acme.example' } },
    'require-password-change': { target: { externalId: '102', email: 'ben@acme.example' } },
    'remove-two-step-bypass': { target: { externalId: '102', email: 'ben@acme.example' } },
    'turn-off-two-step': { target: { externalId: '101', email: 'ada@acme.example' } },
    'remove-group-member': {
      target: { externalId: '102', email: 'ben@acme.example' },
      parameters: { group: 'admins@acme.example' },
    },
    'revoke-app': {
      target: {
        externalId: '102/77-mail.apps.googleusercontent.com',
        clientId: '77-mail.apps.googleusercontent.com',
        account: { externalId: '102', email: 'ben@acme.example' },
      },
    },
    'make-file-private': { target: { externalId: '1plan', kind: 'FILE', owner: 'ben@acme.example' } },
    'remove-file-access': {
      target: { externalId: '1plan', kind: 'FILE', owner: 'ben@acme.example' },
      parameters: { who: 'anyone' },
    },
    'transfer-file': {
      target: { externalId: '1plan', kind: 'FILE', owner: 'ben@acme.example' },
      parameters: { to: 'ada@acme.example' },
    },
    'trash-file': { target: { externalId: '1plan', kind: 'FILE', owner: 'ben@acme.example' } },
  },
}

/** Rows hold two events each; the qualifier repeats, as it only tells apart what has the same time. */
function streamOf(applicationName: string): StreamFixture {
  return {
    marker: 'etag',
    row: (index, time) => ({
      kind: 'admin#reports#activity',
      etag: `"${applicationName}-${index}"`,
      id: {
        time: new Date(time).toISOString(),
        uniqueQualifier: String((index % 5) - 2),
        applicationName,
        customerId: 'C03acme01',
      },
      actor: { callerType: 'USER', email: 'ben@acme.example', profileId: '102' },
      ipAddress: '203.0.113.9',
      events: ['first', 'second'].map(name => ({ type: 'TEST', name, parameters: [{ name: 'n', intValue: '1' }] })),
    }),
  }
}

/** Fails where an administrator set it so for everybody. */
function setting(check: string, type: string, value: Record<string, unknown>): Record<string, CheckFixture> {
  return {
    [check]: {
      fail: vendor => {
        for (const policy of settings(vendor).policies)
          if (policy.setting.type === `settings/${type}`) policy.setting.value = { ...policy.setting.value, ...value }
      },
    },
  }
}
