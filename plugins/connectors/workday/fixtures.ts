import { createWorkday, person, type CheckFixture, type Fixtures, type WorkdaySettings } from '@casbah/testkit'

const settings = (vendor: { settings: object }) => vendor.settings as WorkdaySettings
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** The first four entries, of the midnight that follows, are equal to the last sign, so that they must be told apart without an id. */
const mark = (index: number) => `row ${index < 4 ? 0 : index}`
const requestTime = (index: number, time: number) =>
  new Date(index < 4 ? Math.ceil(time / DAY) * DAY : time).toISOString()

const entry = {
  activityAction: 'READ',
  taskId: '2997$1',
  systemAccount: 'ben@acme.example',
  sessionId: '7f3a91',
  ipAddress: '203.0.113.7',
  userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)',
  deviceType: 'Desktop',
}

const signOn = {
  User_Name: 'ben@acme.example',
  Successful: '1',
  Failed_Signon: '0',
  Signon_IP_Address: '203.0.113.7',
  Authentication_Type: 'SAML',
  Authentication_Channel: 'Web',
  Short_Session_ID: '7f3a91',
}

/** What the contract kit needs to know of Workday. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) =>
    createWorkday({
      host: 'wd5-services1.myworkday.com',
      tenant: 'acme',
      reportOwner: 'ISU_Casbah',
      clientId: 'YWNtZS1jYXNiYWgtY2xpZW50',
      clientSecret: 'secretOfTheAcmeClient',
      refreshToken: 'refreshTokenOfTheAcmeClient',
      now,
      pageRows,
      accounts: [
        person('ada@acme.example', { groups: ['Security Administrator'], isAdmin: true }),
        person('ben@acme.example', { groups: ['Payroll Partner'] }),
        person('cy@acme.example', { status: 'SUSPENDED' }),
        person('ISU_Casbah', { groups: ['ISSG Casbah'] }),
      ],
      settings: { accounts: { ISU_Casbah: { isIntegration: true }, 'cy@acme.example': { terminated: true } } },
    }),
  streams: {
    'user-activity': {
      marker: 'taskDisplayName',
      partition: 'activity',
      row: (index, time) => ({
        ...entry,
        requestTime: requestTime(index, time),
        taskDisplayName: mark(index),
        target: { id: '3aa5550b7fe348b98d7b5741afc65534', descriptor: 'Home' },
      }),
    },
    'sign-ons': {
      marker: 'Signon_ID',
      partition: 'sign-ons',
      row: (index, time) => ({
        ...signOn,
        Signon_ID: `signon-${index}`,
        Signon_DateTime: new Date(time - 8 * HOUR).toISOString().replace('Z', '-08:00'),
      }),
    },
  },
  samples: [
    {
      stream: 'user-activity',
      row: {
        ...entry,
        requestTime: '2026-03-01T08:00:00.123Z',
        activityAction: 'WRITE',
        taskDisplayName: 'Manage Payment Elections',
        target: { id: '3aa5550b7fe348b98d7b5741afc65534', descriptor: 'Ben Tester' },
      },
      activities: [
        {
          vendorAction: 'Manage Payment Elections',
          actor: { id: 'ben@acme.example', name: 'ben@acme.example', email: 'ben@acme.example' },
          targets: [
            { kind: 'object', id: '3aa5550b7fe348b98d7b5741afc65534', name: 'Ben Tester' },
            { kind: 'task', id: '2997$1', name: 'Manage Payment Elections' },
          ],
          outcome: 'SUCCESS',
          ip: { address: '203.0.113.7' },
          userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)',
          sessionId: '7f3a91',
          isAdmin: false,
        },
      ],
    },
    {
      stream: 'sign-ons',
      row: {
        ...signOn,
        Signon_ID: 'a1',
        Signon_DateTime: '2026-03-01T00:00:00.123-08:00',
        Successful: '0',
        Failed_Signon: '1',
        Invalid_Credentials: '1',
      },
      activities: [{ vendorAction: 'Sign On', outcome: 'FAILURE', outcomeReason: 'The credentials are invalid.' }],
    },
  ],
  accounts: [
    {
      externalId: 'ada@acme.example',
      email: 'ada@acme.example',
      status: 'ACTIVE',
      isAdmin: true,
      isService: false,
      groups: ['Security Administrator'],
    },
    { externalId: 'ben@acme.example', status: 'ACTIVE', isAdmin: false },
    { externalId: 'cy@acme.example', status: 'SUSPENDED' },
    { externalId: 'ISU_Casbah', status: 'ACTIVE', isService: true },
  ],
  things: [{ name: 'Payroll Partner', members: ['ben@acme.example'] }],
  checks: {
    'terminated-accounts': account('ben@acme.example', { terminated: true }),
    'idle-accounts': account('ben@acme.example', { lastSignOn: '2025-01-07T09:00:00.000-08:00' }),
    'no-passcode-exemption': account('ben@acme.example', { passcodeExempt: true }),
    'integrations-without-ui': account('ISU_Casbah', { allowUi: true }),
    'administrator-count': {
      fail: vendor =>
        void vendor.accounts.push(
          ...Array.from({ length: 5 }, (_, i) => person(`admin${i}`, { groups: ['Setup Administrator'] })),
        ),
    },
    'multifactor-rules': rule(2, { Authentication_Types: 'SAML; User Name Password' }),
    'single-sign-on-rules': rule(2, { Authentication_Types: 'Any' }),
    'administrator-networks': rule(0, { Networks: 'Any' }),
    'session-timeout': tenant('Session_Timeout_Minutes', '60'),
    'password-length': tenant('Password_Minimum_Length', '8'),
    lockout: tenant('Lockout_Attempts', '0'),
    'user-activity-logging': tenant('User_Activity_Logging', '0'),
  },
  corpus: {
    carries: {
      actor: 'systemAccount',
      target: raw => raw.target ?? raw.taskDisplayName,
      ip: 'ipAddress',
      userAgent: 'userAgent',
      session: 'sessionId',
    },
    // One row is an answer of the web service for sign-ons, of which the report that is read here has the fields alone.
    rejected: ({ raw }, reason) => 'Workday_Account_Signon' in raw && /requestTime|Signon_DateTime/.test(reason),
  },
  actions: {
    'suspend-account': { target: { externalId: 'ben@acme.example', email: 'ben@acme.example' } },
    'require-new-password': { target: { externalId: 'ISU_Casbah' } },
    'end-passcode-exemption': {
      target: { externalId: 'ben@acme.example', email: 'ben@acme.example' },
      before: vendor => void (settings(vendor).accounts['ben@acme.example'] = { passcodeExempt: true }),
    },
  },
}

/** Fails when an account is otherwise. */
function account(userName: string, other: WorkdaySettings['accounts'][string]): CheckFixture {
  return {
    fail: vendor => {
      const { accounts } = settings(vendor)
      accounts[userName] = { ...accounts[userName], ...other }
    },
  }
}

/** Fails when a rule of the authentication policy is otherwise. */
function rule(index: number, other: Partial<WorkdaySettings['rules'][number]>): CheckFixture {
  return { fail: vendor => void Object.assign(settings(vendor).rules[index]!, other) }
}

/** Fails when the tenant's security is set otherwise. */
function tenant(column: string, value: string): CheckFixture {
  return { fail: vendor => void (settings(vendor).tenant[column] = value) }
}
