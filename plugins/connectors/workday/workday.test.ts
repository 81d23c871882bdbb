import type { Action, ActionInput, PolledStream } from '@casbah/sdk'
import { inWorld } from '@casbah/testkit'
import { accountOf, activityLogging, reportOf } from './addresses.ts'
import { fixtures } from './fixtures.ts'
import connector from './index.ts'

const [activity, signOns] = connector.streams as [PolledStream, PolledStream]
const config = { host: 'wd5-services1.myworkday.com', tenant: 'acme', reportOwner: 'ISU_Casbah' }
const read = (stream: PolledStream, row: object) => stream.toActivities(stream.row.parse(row))
const span = { config, partition: '', since: '2026-03-01T08:00:00.000Z', until: '2026-03-01T14:00:00.250Z' }

describe('workday: requests', () => {
  it('name whole seconds alone, since milliseconds are refused, and both ends of the window', () => {
    expect(activity.request({ ...span, since: '2026-03-01T08:00:00.750Z', offset: 2_000 })).toEqual({
      path: '/api/privacy/v1/acme/activityLogging',
      query: {
        from: '2026-03-01T08:00:00Z',
        to: '2026-03-01T14:00:01Z',
        limit: 1_000,
        offset: 2_000,
        instancesReturned: 1,
        type: 'userActivity',
      },
    })
  })

  it('keep a window where it is from its first page to its last', () => {
    const ends = [0, 1_000, 2_000].map(offset => activity.request({ ...span, offset }).query?.to)
    expect(new Set(ends).size).toBe(1)
  })

  it('end a walk by the total, not by a short page, and take a list of 10,000 as cut', () => {
    expect(activity.page).toEqual({ style: 'offset', size: 1_000, total: 'total', mostRows: 10_000 })
  })

  it('follow the log only where it has settled', () => expect(activity.settleSeconds).toBeGreaterThanOrEqual(300))

  it('keep the report on sign-ons, which comes whole, to its window by prompts', () => {
    expect(signOns.request(span)).toEqual({
      path: '/service/customreport2/acme/ISU_Casbah/Casbah_Sign_Ons',
      query: { From: '2026-03-01T08:00:00Z', To: '2026-03-01T14:00:01Z', format: 'json' },
    })
  })

  it.each(['..', ''])('refuse "%s" as part of an address', reportOwner => {
    expect(() => reportOf({ ...config, reportOwner }, 'accounts')).toThrow('nothing to ask for')
    expect(() => activityLogging({ tenant: reportOwner }, { ...span, limit: 1 })).toThrow('nothing to ask for')
  })

  it('hold the host to Workday’s own', () => {
    const hosts = [
      'wd5-services1.myworkday.com',
      'services1.wd501.myworkday.com',
      'evil.example',
      'myworkday.com.evil.example',
    ]
    expect(hosts.map(host => connector.card.config.safeParse({ ...config, host }).success)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})

describe('workday: user activity', () => {
  const entry = {
    requestTime: '2026-03-01T08:00:00.123Z',
    activityAction: 'READ',
    taskDisplayName: 'My Tasks',
    taskId: '2998$17139',
    systemAccount: 'ben',
    sessionId: '7f3a91',
    ipAddress: '203.0.113.7',
    userAgent: 'Mozilla/5.0',
    deviceType: 'Desktop',
  }

  it.each([
    ['READ', 'My Tasks', 'READ', 'page.read', false],
    ['WRITE', 'Our Own Task', 'WRITE', 'resource.update', false],
    ['WRITE', 'Manage Payment Elections', 'Manage Payment Elections', 'payment.update', false],
    ['READ', 'Manage Payment Elections', 'READ', 'page.read', false],
    ['WRITE', ' Edit Tenant Setup - Security ', 'Edit Tenant Setup - Security', 'setting.update', true],
    ['READ', 'Edit Tenant Setup - Security', 'READ', 'page.read', false],
    ['READ', 'Export to Excel', 'Export to Excel', 'report.export', false],
    ['WRITE', 'constructor', 'WRITE', 'resource.update', false],
    ['ARCHIVE', 'My Tasks', 'ARCHIVE', undefined, false],
    [null, 'My Tasks', 'UNKNOWN', undefined, false],
  ])('%s of %s is %s (%s)', (activityAction, taskDisplayName, vendorAction, action, isAdmin) => {
    const [found] = read(activity, { ...entry, activityAction, taskDisplayName })
    expect(found).toMatchObject({ vendorAction, isAdmin, outcome: 'SUCCESS', sessionId: '7f3a91' })
    expect(connector.vocabulary[vendorAction]?.[0]).toBe(action)
  })

  it('names the task, and before it what it was done to', () => {
    const target = { id: '3aa5550b7fe348b98d7b5741afc65534', descriptor: 'Home' }
    expect(read(activity, { ...entry, target })[0]).toMatchObject({
      actor: { id: 'ben', name: 'ben' },
      targets: [
        { kind: 'object', id: target.id, name: 'Home' },
        { kind: 'task', id: '2998$17139', name: 'My Tasks' },
      ],
      ip: { address: '203.0.113.7' },
      userAgent: 'Mozilla/5.0',
    })
  })

  it('is read though all but its time is missing', () => {
    expect(read(activity, { requestTime: entry.requestTime })[0]).toMatchObject({ actor: null, targets: [], ip: null })
    expect(activity.row.safeParse({ ...entry, requestTime: '' }).success).toBe(false)
  })

  it('has no id: entries are told apart by all that they say', () => expect(activity.id).toEqual({ hash: true }))
})

describe('workday: sign-ons', () => {
  const row = {
    Signon_ID: 'a1',
    Signon_DateTime: '2026-03-01T00:00:01.788-08:00',
    User_Name: 'ben@acme.example',
    Successful: '1',
    Failed_Signon: '0',
    Signon_IP_Address: '203.0.113.7',
    Authentication_Channel: 'Web',
    Authentication_Type: 'SAML',
    Short_Session_ID: '7f3a91',
  }

  it.each([
    [{}, ['Sign On SUCCESS']],
    [{ Successful: 1, Failed_Signon: 0 }, ['Sign On SUCCESS']],
    [
      { Successful: '0', Failed_Signon: '1', Invalid_Credentials: '1' },
      ['Sign On FAILURE The credentials are invalid.'],
    ],
    [
      { Successful: 0, Failed_Signon: 1, Account_Disabled_or_Expired: 1, Invalid_Credentials: 1 },
      ['Sign On FAILURE The account is disabled or expired.'],
    ],
    [
      { Successful: '0', Failed_Signon: '1', Invalid_for_Authentication_Policy: '1' },
      ['Sign On FAILURE The authentication policy does not let in.'],
    ],
    [{ Successful: '0', Failed_Signon: '1' }, ['Sign On FAILURE']],
    [{ Successful: undefined, Failed_Signon: undefined }, ['Sign On UNKNOWN']],
    [{ Password_Changed: '1' }, ['Sign On SUCCESS', 'Password Changed SUCCESS']],
    [{ MFA_Enrollment: true }, ['Sign On SUCCESS', 'MFA Enrollment SUCCESS']],
    [{ Successful: '0', Forgotten_Password_Reset_Request: '1' }, ['Forgotten Password Reset Request SUCCESS']],
  ])('with %j are %j', (more, expected) => {
    const found = read(signOns, { ...row, ...more })
    expect(
      found.map(({ vendorAction, outcome, outcomeReason }) =>
        [vendorAction, outcome, outcomeReason].filter(Boolean).join(' '),
      ),
    ).toEqual(expected)
    expect(found.every(({ vendorAction }) => vendorAction in connector.vocabulary)).toBe(true)
  })

  it('name the account as user activity does, with address and session', () => {
    expect(read(signOns, row)[0]).toMatchObject({
      actor: { id: 'ben@acme.example', email: 'ben@acme.example', kind: null },
      ip: { address: '203.0.113.7' },
      sessionId: '7f3a91',
    })
  })

  it('by web services are a program’s, and user names of digits stay names', () => {
    const [found] = read(signOns, { ...row, User_Name: 123_456, Authentication_Channel: 'Web Services' })
    expect(found?.actor).toMatchObject({ id: '123456', kind: 'service' })
  })

  it('keep their time as it is written, with its offset from UTC', () => {
    expect(signOns.time).toBe('Signon_DateTime')
    expect(signOns.row.parse(row)).toMatchObject({ Signon_DateTime: '2026-03-01T00:00:01.788-08:00' })
  })
})

describe('workday: inventory', () => {
  const [accounts] = connector.inventory.accounts
  const [groups] = connector.inventory.groups!
  const account = (row: object) => accounts!.toAccount(accounts!.row.parse({ User_Name: 'ben', ...row }))

  it.each([
    [{ Account_Disabled: '0' }, { status: 'ACTIVE' }],
    [{ Account_Disabled: 1 }, { status: 'SUSPENDED' }],
    [{}, { status: 'UNKNOWN', isAdmin: false, isService: false, mfaEnabled: null }],
    [{ Passcode_Exempt: '1' }, { mfaEnabled: false }],
    [{ Passcode_Exempt: '0' }, { mfaEnabled: null }],
    [{ Integration_System_User: '1' }, { isService: true }],
    [
      { Security_Groups_group: [{ Group_Name: 'Setup Administrator' }] },
      { isAdmin: true, groups: ['Setup Administrator'] },
    ],
    // One related row alone may come without its list.
    [{ Security_Groups_group: { Group_Name: 'All Users' } }, { isAdmin: false, groups: ['All Users'] }],
  ])('an account with %j is %j', (row, expected) => expect(account(row)).toMatchObject(expected))

  it('a group has its members by the names that accounts go by', () => {
    const row = { Group_ID: 'a1', Group_Name: 'Payroll', Members_group: { User_Name: 'ben' } }
    expect(groups!.toGroup(groups!.row.parse(row))).toEqual({ externalId: 'a1', name: 'Payroll', members: ['ben'] })
  })
})

describe('workday: changes of accounts', () => {
  const [suspend] = connector.actions as [Action]
  const ask = (row: object | null, externalId = 'o’brien&co'): ActionInput => ({
    config,
    target: { externalId },
    parameters: {},
    found: { status: 200, body: { Report_Entry: row ? [row] : [] } },
  })
  const bodyOf = (row: object) => {
    const request = suspend.request(ask({ User_Name: 'o’brien&co', ...row }))
    return Array.isArray(request) ? '' : request.text!.body
  }

  it('look the account up first, and send the user name that they found', () => {
    expect(suspend.lookup!(ask(null))).toEqual(accountOf(config, 'o’brien&co'))
    expect(bodyOf({ Employee_ID: '21001' })).toContain(
      '<w:User_Name>o’brien&amp;co</w:User_Name><w:Account_Disabled>true</',
    )
  })

  it.each([
    [
      { Employee_ID: '21001' },
      '<w:Worker_Reference><w:Employee_Reference><w:Integration_ID_Reference><w:ID w:System_ID="WD-EMPLID">21001</',
    ],
    [
      { Contingent_Worker_ID: 7 },
      '<w:Worker_Reference><w:Contingent_Worker_Reference><w:Integration_ID_Reference><w:ID w:System_ID="WD-EMPLID">7</',
    ],
    [{}, '<w:Non_Worker_Reference><w:ID w:type="WorkdayUserName">o’brien&amp;co</'],
  ])('of %j are of the right kind of holder', (row, expected) => expect(bodyOf(row)).toContain(expected))

  it.each([null, { User_Name: 'somebody else' }])('send nothing when the report shows %j in its place', row => {
    expect(() => suspend.request(ask(row))).toThrow('does not show this account')
  })

  it('are confirmed by the report, be its yes a text or a number', () => {
    const judge = (value: unknown) =>
      suspend.confirm!.judge({ status: 200, body: { Report_Entry: [{ Account_Disabled: value }] } }).done
    expect(['1', 1, '0', 0, undefined].map(judge)).toEqual([true, true, false, false, null])
  })
})

describe('workday: authentication rules', () => {
  const rule = { Policy_Name: 'Production', Rule_Name: 'Everybody', Security_Groups: 'All Users' }
  const admins = 'Payroll Partner; Security Administrator'

  it.each<[string, object, boolean | null]>([
    ['multifactor-rules', { Authentication_Types: 'SAML' }, true],
    ['multifactor-rules', { Authentication_Types: 'SAML; User Name Password' }, false],
    ['multifactor-rules', { Authentication_Types: 'User Name Password', Multifactor: 'One-Time Passcode' }, true],
    ['multifactor-rules', { Authentication_Types: 'Any' }, false],
    ['multifactor-rules', { Authentication_Types: 'None' }, null],
    ['single-sign-on-rules', { Authentication_Types: 'SAML; OpenID Connect' }, true],
    ['single-sign-on-rules', { Authentication_Types: 'SAML; User Name Password' }, false],
    ['single-sign-on-rules', { Authentication_Types: 'Any' }, false],
    ['administrator-networks', { Authentication_Types: 'SAML' }, null],
    ['administrator-networks', { Authentication_Types: 'SAML', Security_Groups: admins, Networks: 'Offices' }, true],
    ['administrator-networks', { Authentication_Types: 'SAML', Security_Groups: admins }, false],
    ['administrator-networks', { Authentication_Types: 'SAML', Security_Groups: admins, Networks: 'Any' }, false],
  ])('%s takes %j for %j', (name, more, passed) => {
    const verdict = connector.checks.find(check => check.name === name)!.judgeRow!({ ...rule, ...more }, {}, {})
    expect(verdict === null || verdict === 'UNCLEAR' ? verdict : verdict.passed).toBe(passed)
  })
})

describe('workday: accounts that are judged', () => {
  it.each<[string, object, boolean | null | 'UNCLEAR']>([
    ['terminated-accounts', { Worker_Terminated: '1' }, false],
    ['terminated-accounts', { Worker_Terminated: '1', Account_Disabled: '1' }, null],
    ['terminated-accounts', { Worker_Terminated: 0 }, true],
    ['terminated-accounts', {}, null],
    ['terminated-accounts', { Worker_Terminated: 'soon' }, 'UNCLEAR'],
    ['integrations-without-ui', { Integration_System_User: '1', Allow_UI_Sessions: '1' }, false],
    ['integrations-without-ui', { Integration_System_User: '1' }, 'UNCLEAR'],
    ['integrations-without-ui', { Integration_System_User: '0', Allow_UI_Sessions: '1' }, null],
    ['no-passcode-exemption', { Passcode_Exempt: '1' }, false],
    ['no-passcode-exemption', { Passcode_Exempt: '1', Integration_System_User: '1' }, null],
    ['no-passcode-exemption', {}, 'UNCLEAR'],
  ])('%s takes %j for %j', (name, more, passed) => {
    const row = { User_Name: 'ben', Account_Disabled: '0', ...more }
    const verdict = connector.checks.find(check => check.name === name)!.judgeRow!(row, {}, {})
    expect(verdict === null || verdict === 'UNCLEAR' ? verdict : verdict.passed).toBe(passed)
  })
})

/** The vendor with some of its answers taken the place of. */
const answering = (path: string, answer: { status: number; headers?: Record<string, string>; body: unknown }) => ({
  ...fixtures,
  vendor: (options: Parameters<typeof fixtures.vendor>[0]) => {
    const vendor = fixtures.vendor(options)
    const other: typeof vendor.answer = request => (request.path.includes(path) ? answer : vendor.answer(request))
    return { ...vendor, answer: other }
  },
})

describe('workday: rights', () => {
  const wanted = connector.card.scopes.map(({ scope }) => scope)

  it.each([
    ['/activityLogging', 403, 'System Auditing'],
    ['/Casbah_Sign_Ons', 404, 'report Casbah Sign Ons'],
    ['/Casbah_Accounts', 403, 'report Casbah Accounts'],
    ['/Casbah_Security_Groups', 404, 'report Casbah Security Groups'],
  ])('without %s (%i), %s is missing, and it alone', async (path, status, missing) => {
    const found = await inWorld(
      { connector, fixtures: answering(path, { status, body: { error: 'permission denied' } }) },
      {},
      async world => (await world.newHost()).checkScopes(world.app, wanted),
    )
    expect(found.filter(({ granted }) => !granted).map(({ scope }) => scope)).toEqual([missing])
    expect(connector.card.scopes.find(({ scope }) => scope === missing)?.remedy).toMatch(/\*/)
  })
})

describe('workday: a web service that answers 500', () => {
  it.each([
    ['Processing error occurred. The task submitted is not authorized.', 'FORBIDDEN', false],
    ['SOAP-ENV:Client.validationError: Invalid ID value.', 'BAD_ANSWER', false],
    ['Something went wrong.', 'VENDOR_UNAVAILABLE', true],
  ])('with "%s" means %s, and that it may be done: %s', async (text, code, mayBeDone) => {
    const fault = { status: 500, headers: { 'content-type': 'text/xml' }, body: `<f>${text}</f>` }
    const asked = inWorld({ connector, fixtures: answering('/Human_Resources/', fault) }, {}, async world => {
      const host = await world.newHost()
      return host.act(world.app, { action: 'suspend-account', target: { externalId: 'ben@acme.example' } })
    })
    await expect(asked).rejects.toMatchObject({ problem: { code }, mayBeDone })
  })
})
