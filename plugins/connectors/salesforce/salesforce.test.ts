import {
  isConnector,
  type ActionInput,
  type ActivityDraft,
  type ExportAnswer,
  type ExportedStream,
  type ExportRequest,
  type ExportStep,
  type GrantListing,
  type HttpRequest,
  type PolledStream,
  type ResourceListing,
} from '@casbah/sdk'
import { createSalesforce, type Vendor, judgeCheck } from '@casbah/testkit'
import { longId } from './ids.ts'
import salesforce from './index.ts'
import { bigNames, findingNames, realTimeNames } from './real-time-objects.ts'
import { instant, quoted } from './soql.ts'

const config = salesforce.card.config.parse({ domain: 'acme.my.salesforce.com' })
const [files, logins, setup, realTime, findings] = salesforce.streams as unknown as [
  ExportedStream,
  PolledStream,
  PolledStream,
  PolledStream,
  PolledStream,
]

function read(stream: ExportedStream | PolledStream, row: object): ActivityDraft & { action?: string } {
  const [draft, ...more] = stream.toActivities(stream.row.parse(row))
  expect(more).toEqual([])
  return { ...draft!, action: salesforce.vocabulary[draft!.vendorAction]?.[0] }
}

describe('the connector', () => {
  it('is one', () => expect(isConnector(salesforce)).toBe(true))

  it.each([
    ['acme.my.salesforce.com', true],
    ['acme--uat.sandbox.my.salesforce.com', true],
    ['acme-dev-ed.develop.my.salesforce.com', true],
    ['acme.lightning.force.com', false],
    ['login.salesforce.com', false],
    ['https://acme.my.salesforce.com', false],
    ['Acme.my.salesforce.com', false],
    ['acme.my.salesforce.com.evil.example', false],
  ])('takes %s as domain: %s', (domain, good) =>
    expect(salesforce.card.config.safeParse({ domain }).success).toBe(good),
  )

  it('has one meaning for each action, of a known class', () => {
    const known = new Set([2004, 3001, 3002, 3004, 3005, 3006, 6001, 6002, 6003])
    const meanings = new Map<string, string>()
    for (const [action, classUid, activityId] of Object.values(salesforce.vocabulary)) {
      expect(action).toMatch(/^[a-z_]+\.[a-z_]+$/)
      expect(known.has(classUid)).toBe(true)
      expect(meanings.get(action) ?? `${classUid}/${activityId}`).toBe(`${classUid}/${activityId}`)
      meanings.set(action, `${classUid}/${activityId}`)
    }
    expect(Object.keys(salesforce.vocabulary).length).toBeGreaterThan(500)
  })

  it('reads nothing that no check judges', () => {
    const read = new Set(salesforce.checks.flatMap(check => check.reads))
    expect(Object.keys(salesforce.reads).filter(name => !read.has(name))).toEqual([])
  })

  it('counts a column that is hidden from the user as a missing right, where it can do without', async () => {
    const vendor = createSalesforce({
      domain: 'acme.my.salesforce.com',
      now: () => Date.UTC(2026, 2, 2),
      accounts: [],
      settings: { hidden: ['TwoFactorMethodsInfo.HasTotp'] },
    })
    const factors = salesforce.inventory.accounts.find(({ name }) => name === 'second-factors')!
    const { status, body } = await answerOf(vendor, factors.request({ config }))
    const { forbidden } = salesforce.card
    expect(forbidden!.filter(one => one.status === status && JSON.stringify(body).includes(one.bodyIncludes!))).toEqual(
      [{ status: 400, bodyIncludes: "on entity 'TwoFactorMethodsInfo'" }],
    )
  })

  it('never asks for all columns, which only 200 rows may be asked with', () =>
    expect(
      JSON.stringify([
        ...salesforce.inventory.accounts.map(one => one.request({ config })),
        ...Object.values(salesforce.reads).map(one => one.request(config, {})),
        ...salesforce.streams.flatMap(stream =>
          'request' in stream
            ? [
                stream.request({
                  config,
                  partition: stream.name === 'findings' ? 'ApiAnomalyEventStore' : 'ReportEvent',
                  since: '2026-01-01T00:00:00Z',
                }),
              ]
            : [],
        ),
      ]),
    ).not.toContain('FIELDS('))

  it('leaves a tenth of the quota of a day to others, which every answer tells', () =>
    expect(salesforce.card.limits).toEqual([
      expect.objectContaining({ windowSeconds: 86_400, headers: { usage: 'sforce-limit-info' }, reserve: 0.1 }),
    ]))

  it('asks for no column that could be used to get in', () => {
    const sent = JSON.stringify([
      ...salesforce.inventory.accounts.map(one => one.request({ config })),
      ...(salesforce.inventory.resources ?? []).map(one => one.request({ config })),
      ...(salesforce.inventory.grants ?? []).map(one => one.request({ config })),
      ...Object.values(salesforce.reads).map(one => one.request(config, {})),
    ])
    expect(sent).not.toMatch(/AccessToken|RequestToken|DeleteToken|DistributionPublicUrl|PdfDownloadUrl/)
  })
})

describe('an id', () => {
  it.each([
    ['0050O000008bwk5', '0050O000008bwk5QAA'],
    ['00520000005RLcQ', '00520000005RLcQAAW'],
    ['0053X00000BmHhz', '0053X00000BmHhzQAF'],
    ['0050O000008bwk5QAA', '0050O000008bwk5QAA'],
    ['fdokawnjf', 'fdokawnjf'],
  ])('%s is %s', (short, long) => expect(longId(short)).toBe(long))
})

describe('a query', () => {
  it.each([
    ["O'Neil", "'O\\'Neil'"],
    ['a\\', "'a\\\\'"],
  ])('writes %s as %s', (text, wanted) => expect(quoted(text)).toBe(wanted))

  it('writes times without a plus, which would have to be encoded', () =>
    expect(instant('2026-03-02T10:00:00.000+0000')).toBe('2026-03-02T10:00:00.000Z'))

  it('goes on behind a row by time and then by id', () => {
    const ask = { config, partition: '', since: '2026-01-01T00:00:00.000Z', until: '2026-01-02T00:00:00.000Z' }
    const { q } = logins.request({ ...ask, after: ['2026-01-01T05:00:00.000+0000', '0Ya1'] }).query!
    expect(q).toContain(
      "WHERE (LoginTime > 2026-01-01T05:00:00.000Z OR (LoginTime = 2026-01-01T05:00:00.000Z AND Id > '0Ya1')) AND LoginTime < 2026-01-02T00:00:00.000Z ORDER BY LoginTime, Id LIMIT 2000",
    )
    expect(setup.request(ask).query!.q).toContain('WHERE CreatedDate >= 2026-01-01T00:00:00.000Z AND CreatedDate <')
  })
})

describe('a line of an event log file', () => {
  const line = { TIMESTAMP_DERIVED: '2026-03-01T10:00:00.000Z', USER_ID: '0050O000008bwk5', SESSION_KEY: 'sess' }
  it.each<[string, object, Partial<ActivityDraft> & { action?: string }]>([
    [
      'names the user by the long id',
      { EVENT_TYPE: 'Search', ...line },
      { actor: { id: '0050O000008bwk5QAA', kind: 'user' }, sessionId: 'sess', action: 'record.search' },
    ],
    [
      'of a sign-in tells the outcome',
      { EVENT_TYPE: 'Login', ...line, LOGIN_STATUS: 'LOGIN_ERROR_INVALID_PASSWORD', BROWSER_TYPE: 'Mozilla/5.0' },
      { outcome: 'FAILURE', outcomeReason: 'LOGIN_ERROR_INVALID_PASSWORD', userAgent: 'Mozilla/5.0' },
    ],
    [
      'of a sign-in is no second user.login, which LoginHistory tells already',
      { EVENT_TYPE: 'Login', ...line, LOGIN_STATUS: 'LOGIN_NO_ERROR' },
      { action: 'user.authenticate', outcome: 'SUCCESS' },
    ],
    [
      'of LoginAs has the administrator as actor and whom he becomes as target',
      { EVENT_TYPE: 'LoginAs', ...line, DELEGATED_USER_ID: '0054x000001L78a', DELEGATED_USER_NAME: 'ada@acme.example' },
      {
        action: 'user.impersonate',
        isAdmin: true,
        isImpersonated: true,
        actor: { id: longId('0054x000001L78a'), name: 'ada@acme.example', kind: 'user' },
        targets: [{ kind: 'user', id: '0050O000008bwk5QAA' }],
      },
    ],
    [
      "leaves out Salesforce's own addresses",
      { EVENT_TYPE: 'Login', ...line, CLIENT_IP: 'Salesforce.com IP', SOURCE_IP: 'Salesforce.com IP' },
      { ip: undefined },
    ],
    [
      'takes the address of the request where the client has none',
      { EVENT_TYPE: 'Login', ...line, CLIENT_IP: '', SOURCE_IP: '81.2.69.142' },
      { ip: { address: '81.2.69.142' } },
    ],
    [
      'has no number for a user agent',
      { EVENT_TYPE: 'RestApi', ...line, USER_AGENT: '9999', STATUS_CODE: '404', URI: '/services/data?token=x' },
      {
        userAgent: undefined,
        outcome: 'FAILURE',
        outcomeReason: 'HTTP 404',
        targets: [{ kind: 'page', name: '/services/data' }],
      },
    ],
    [
      'loses the quotes that some columns carry within',
      { EVENT_TYPE: 'LightningError', ...line, USER_AGENT: '"Mozilla/5.0 (X11)"' },
      { userAgent: 'Mozilla/5.0 (X11)' },
    ],
    [
      'tells what was done to a file by a column of its own',
      { EVENT_TYPE: 'ContentDistribution', ...line, ACTION: 'VIEW', VERSION_ID: '0680O000006YYew' },
      { vendorAction: 'ContentDistribution:VIEW', action: 'public_link.read' },
    ],
    [
      'of the API tells whether it may',
      { EVENT_TYPE: 'ApexSoap', ...line, REQUEST_STATUS: 'A' },
      { outcome: 'FAILURE', outcomeReason: 'request status A' },
    ],
    ['without a status tells no outcome', { EVENT_TYPE: 'QueuedExecution', ...line }, { outcome: 'UNKNOWN' }],
    [
      'of an unknown type is kept',
      { EVENT_TYPE: 'SomethingNew', ...line },
      { vendorAction: 'SomethingNew', action: undefined },
    ],
  ])('%s', (_, row, wanted) => expect(read(files, row)).toMatchObject(wanted))

  it('that is a header is refused', () => {
    const parsed = files.row.safeParse({ EVENT_TYPE: 'EVENT_TYPE', USER_ID: 'USER_ID' })
    expect(parsed.error?.issues[0]?.message).toMatch(/header line/)
  })
})

describe('a sign-in of the login history', () => {
  const row = { Id: '0Ya1', UserId: '005000000000002AAA', LoginTime: '2026-03-01T10:00:00.000+0000' }
  it.each<[object, Partial<ActivityDraft>]>([
    [
      { Status: 'Success', Application: 'Browser' },
      { outcome: 'SUCCESS', targets: [{ kind: 'app', name: 'Browser' }] },
    ],
    [{ Status: 'Invalid Password' }, { outcome: 'FAILURE', outcomeReason: 'Invalid Password' }],
    [{ Status: null }, { outcome: 'UNKNOWN' }],
    [{ SourceIp: '81.2.69.142', CountryIso: 'GB' }, { ip: { address: '81.2.69.142', country: 'GB' } }],
    [{ SourceIp: 'Salesforce.com IP' }, { ip: undefined }],
    [{ Browser: 'Chrome 120', Platform: 'Windows 10' }, { userAgent: 'Chrome 120 (Windows 10)' }],
    [{ Browser: 'Unknown' }, { userAgent: undefined }],
  ])('%j says %j', (more, wanted) =>
    expect(read(logins, { ...row, ...more })).toMatchObject({ ...wanted, action: 'user.login' }),
  )
})

describe('a change in Setup', () => {
  const row = {
    Id: '0Ym1',
    CreatedDate: '2026-03-01T10:00:00.000+0000',
    CreatedById: '0050O000008bwk5',
    Section: 'Manage Users',
  }
  it.each<[string, string, object]>([
    [
      'PermSetAssign',
      'Permission set Export: assigned to user Ben Ruiz (UserID: [00520000005RLcQ])',
      { action: 'role.grant', isAdmin: true, targets: [{ kind: 'user', id: '00520000005RLcQAAW', name: 'Ben Ruiz' }] },
    ],
    [
      'frozeuser',
      'Froze user account for Ben Ruiz',
      { action: 'user.suspend', targets: [{ kind: 'user', name: 'Ben Ruiz' }] },
    ],
    [
      'changedprofileforuser',
      'Changed profile for user Ben Ruiz from Standard User to Admin',
      { action: 'role.grant', targets: [{ kind: 'user', name: 'Ben Ruiz' }] },
    ],
    [
      'passwordminlength',
      'Changed password minimum length policy from 12 characters to 8 characters',
      { action: 'policy.update', targets: [{ kind: 'setting', name: 'Manage Users: passwordminlength' }] },
    ],
    ['changedpassword', 'Set new password for user Ben Ruiz', { action: 'password.change', isAdmin: false }],
    ['loginasgrantedtosfdc', 'ben@acme.example has granted access', { action: 'impersonation.grant', isAdmin: false }],
    [
      'suOrgAdminLogin',
      'Logged in using Login-As access for Ben Ruiz',
      { action: 'user.impersonate', isImpersonated: true },
    ],
    ['eventLogGenerationEnabledOnOff', 'has changed', { action: 'logging.disable' }],
    ['somethingNewOffOn', 'has changed', { action: undefined, vendorAction: 'somethingNewOffOn' }],
  ])('%s: %s', (Action, Display, wanted) =>
    expect(read(setup, { ...row, Action, Display })).toMatchObject({ ...wanted, outcome: 'SUCCESS' }),
  )

  it('by an administrator in the name of the user says so', () =>
    expect(read(setup, { ...row, Action: 'frozeuser', DelegateUser: 'ada@acme.example' }).isImpersonated).toBe(true))
})

describe('a real-time event', () => {
  const event = (type: string, more: object) => ({
    attributes: { type },
    EventIdentifier: 'e1',
    EventDate: '2026-03-01T10:00:00.000+0000',
    UserId: '0050O000008bwk5QAA',
    Username: 'ben@acme.example',
    SourceIp: '81.2.69.142',
    SessionKey: 'sess',
    PolicyOutcome: null,
    ...more,
  })
  const who = { actor: { id: '0050O000008bwk5QAA', name: 'ben@acme.example' }, sessionId: 'sess' }
  it.each<[string, string, object, Partial<ActivityDraft> & { action?: string }]>([
    [
      'an exported report',
      'ReportEvent',
      { Operation: 'ReportExported', ReportId: '00O1', Name: 'Customers' },
      { ...who, action: 'report.export', targets: [{ kind: 'report', id: '00O1', name: 'Customers' }] },
    ],
    ['a report that is run', 'ReportEvent', { Operation: 'ReportRunFromLightning' }, { action: 'report.read' }],
    ['an unknown use', 'ReportEvent', { Operation: 'New' }, { vendorAction: 'ReportEvent:New', action: undefined }],
    [
      'a file',
      'FileEventStore',
      { FileAction: 'UI_DOWNLOAD', DocumentId: '0691', FileName: 'a.pdf' },
      { action: 'file.download', targets: [{ kind: 'file', id: '0691', name: 'a.pdf' }], outcome: 'SUCCESS' },
    ],
    [
      'what a policy blocked',
      'ListViewEvent',
      { ListViewId: '00B1', Name: 'All', PolicyOutcome: 'Block' },
      { action: 'list_view.read', outcome: 'FAILURE', outcomeReason: 'blocked by a transaction security policy' },
    ],
    [
      'an administrator as somebody else',
      'LoginAsEvent',
      { DelegatedUsername: 'ada@acme.example' },
      {
        action: 'user.impersonate',
        actor: { name: 'ada@acme.example' },
        targets: [{ kind: 'user', id: '0050O000008bwk5QAA', name: 'ben@acme.example' }],
        isImpersonated: true,
        isAdmin: true,
      },
    ],
    ['an address of Salesforce', 'ReportEvent', { SourceIp: 'Salesforce.com IP' }, { ip: undefined }],
  ])('tells %s', (_, type, more, wanted) => expect(read(realTime, event(type, more))).toMatchObject(wanted))

  it('is asked for by time alone, newest first', () => {
    const ask = { config, partition: 'LoginAsEvent', since: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z' }
    expect(realTime.request(ask).query?.q).toBe(
      'SELECT EventIdentifier, EventDate, UserId, Username, SourceIp, SessionKey, LoginKey, DelegatedUsername FROM LoginAsEvent WHERE EventDate >= 2026-01-01T00:00:00.000Z AND EventDate < 2026-01-02T00:00:00.000Z',
    )
    expect([realTime.order, realTime.page.style]).toEqual(['descending', 'nextUrl'])
  })

  it.each<[string[], string[]]>([
    [[], []],
    [
      ['ReportEvent', 'LoginAsEvent'],
      ['ReportEvent', 'LoginAsEvent'],
    ],
  ])('of the objects %j is read from %j', (realTimeEvents, partitions) =>
    expect(realTime.partitions!(salesforce.card.config.parse({ ...config, realTimeEvents }))).toEqual(partitions),
  )

  it.each(realTimeNames)('is asked of %s for columns that it has', async partition => {
    const vendor = createSalesforce({
      domain: 'acme.my.salesforce.com',
      now: () => Date.UTC(2026, 2, 2),
      accounts: [],
      settings: { realTimeEvents: realTimeNames },
    })
    const stream = (bigNames as string[]).includes(partition) ? realTime : findings
    const ask = { config, partition, since: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z' }
    expect((await answerOf(vendor, stream.request(ask))).status).toBe(200)
  })
})

describe('a finding of Salesforce', () => {
  const row = {
    attributes: { type: 'ApiAnomalyEventStore' },
    Id: '0Z71',
    CreatedDate: '2026-03-01T12:00:00.000+0000',
    EventDate: '2026-03-01T10:00:00.000+0000',
    UserId: '0050O000008bwk5QAA',
    SourceIp: '203.0.113.9',
    LoginKey: 'login',
    Summary: 'API was used in an unusual way',
    UserAgent: 'curl/8',
  }

  it('is of the time of what was found, about its user, and tells no outcome', () =>
    expect(read(findings, row)).toMatchObject({
      action: 'threat.detect',
      time: '2026-03-01T10:00:00.000+0000',
      actor: { id: '0050O000008bwk5QAA' },
      ip: { address: '203.0.113.9' },
      sessionId: 'login',
      userAgent: 'curl/8',
      severity: 'HIGH',
      outcomeReason: 'API was used in an unusual way',
    }))

  it('is read in the order of being found, which may be long after: by CreatedDate and Id', () => {
    const ask = { config, partition: 'ApiAnomalyEventStore', since: '2026-01-01T00:00:00Z' }
    expect(findings.request({ ...ask, after: ['2026-03-01T12:00:00.000+0000', '0Z71'] }).query?.q).toContain(
      "UserAgent FROM ApiAnomalyEventStore WHERE (CreatedDate > 2026-03-01T12:00:00.000Z OR (CreatedDate = 2026-03-01T12:00:00.000Z AND Id > '0Z71')) ORDER BY CreatedDate, Id LIMIT 2000",
    )
  })

  it('is read of the objects that are chosen', () => {
    const realTimeEvents = ['ReportEvent', 'ApiAnomalyEventStore']
    expect(findings.partitions!(salesforce.card.config.parse({ ...config, realTimeEvents }))).toEqual([
      'ApiAnomalyEventStore',
    ])
  })

  it.each(findingNames)('has a meaning: %s', type => expect(salesforce.vocabulary[type]?.[0]).toBe('threat.detect'))

  it('of no known object is none', () =>
    expect(findings.row.safeParse({ ...row, attributes: { type: 'EventLogFile' } }).success).toBe(false))
})

interface File {
  Id: string
  CreatedDate: string
  LogDate?: string
  LogFileLength?: number
}
const file = (number: number, minute: number, more: Partial<File> = {}): File => ({
  Id: `0AT${number}`,
  CreatedDate: `2026-03-02T10:${String(minute).padStart(2, '0')}:00.000+0000`,
  LogDate: '2026-03-02T06:00:00.000+0000',
  LogFileLength: 9,
  ...more,
})
const list = (records: File[], done = true): ExportAnswer => ({
  status: 200,
  headers: {},
  body: { totalSize: records.length, done, records },
})
const noInterval: ExportAnswer = {
  status: 400,
  headers: {},
  body: [{ errorCode: 'INVALID_FIELD', message: "No such column 'Interval' on entity 'EventLogFile'." }],
}

/** Runs the export against planned answers; each answer may be used once. */
async function run(answers: ExportAnswer[], ask: Partial<ExportRequest> = {}) {
  const generator = files.pages({ config, partition: '', since: '2026-03-01T00:00:00.000Z', ...ask })
  const left = [...answers]
  const queries: string[] = []
  const downloads: Extract<ExportStep, { download: unknown }>[] = []
  for (let step = await generator.next(undefined as unknown as ExportAnswer); !step.done;) {
    if ('download' in step.value) {
      downloads.push(step.value)
      step = await generator.next(undefined as unknown as ExportAnswer)
    } else if ('request' in step.value) {
      queries.push(String(step.value.request.query?.q))
      const answer = left.shift()
      if (!answer) throw new Error('It asks more than was planned.')
      if (answer.status === 400 && !step.value.answers?.includes(400)) return { queries, downloads, refused: true }
      step = await generator.next(answer)
    } else throw new Error('It yields what was not expected.')
  }
  expect(left).toEqual([])
  return { queries, downloads, refused: false }
}
const read3 = (downloads: { download: { path?: string } }[]) =>
  downloads.map(({ download }) => download.path?.split('/').at(-2))

describe('the event log files', () => {
  it('are listed by when they were made, hourly ones alone, and each is read once', async () => {
    const { queries, downloads } = await run([list([file(1, 1), file(2, 1)])])
    expect(queries).toEqual([
      "SELECT Id, EventType, LogDate, CreatedDate, LogFileLength, Interval FROM EventLogFile WHERE CreatedDate >= 2026-03-01T00:00:00.000Z AND Interval = 'Hourly' ORDER BY CreatedDate, Id LIMIT 200",
    ])
    expect(downloads.map(({ download, format, extra }) => [download.path, format, extra])).toEqual([
      ['/sobjects/EventLogFile/0AT1/LogFile', 'csv', { EVENT_LOG_FILE_ID: '0AT1' }],
      ['/sobjects/EventLogFile/0AT2/LogFile', 'csv', { EVENT_LOG_FILE_ID: '0AT2' }],
    ])
  })

  it('go on behind the last one, and still ask for hourly ones where they name an id', async () => {
    const { queries } = await run([list([file(1, 1)], false), list([])])
    expect(queries[1]).toContain(
      "(CreatedDate > 2026-03-02T10:01:00.000Z OR (CreatedDate = 2026-03-02T10:01:00.000Z AND Id > '0AT1')) AND Interval = 'Hourly'",
    )
  })

  it('go on from the resume of any file: what was read is not read again, what came late is', async () => {
    const first = await run([list([file(1, 1), file(2, 5), file(3, 9)])])
    const { resume } = first.downloads[1]!
    const again = await run([list([file(1, 1), file(9, 4), file(2, 5), file(3, 9)])], {
      resume: JSON.parse(JSON.stringify(resume)) as typeof resume,
    })
    expect(again.queries[0]).toContain('CreatedDate >= 2026-03-02T09:35:00.000Z')
    expect(read3(again.downloads)).toEqual(['0AT9', '0AT3'])
  })

  it('keep in mind no more than the files of the time that is looked back', async () => {
    const many = Array.from({ length: 60 }, (_, minute) => file(minute, minute))
    const { downloads } = await run([list(many)])
    expect((downloads.at(-1)!.resume as { read: unknown[] }).read).toHaveLength(31)
  })

  it('leave out the lines that an object of real-time events tells at once', async () => {
    const { queries } = await run([list([])], { config: { ...config, realTimeEvents: ['LoginAsEvent'] } })
    expect(queries[0]).toContain("AND Interval = 'Hourly' AND EventType NOT IN ('LoginAs') ORDER BY")
  })

  it('never reach back before what was asked for', async () => {
    const resume = { newest: '2026-03-01T00:10:00.000+0000', read: [] }
    expect((await run([list([])], { resume })).queries[0]).toContain('CreatedDate >= 2026-03-01T00:00:00.000Z')
  })

  it('end with the span', async () => {
    const { queries } = await run([list([])], { until: '2026-03-02T00:00:00.000Z' })
    expect(queries[0]).toContain('AND CreatedDate < 2026-03-02T00:00:00.000Z')
  })

  it('are the daily ones where the licence for hourly ones is missing', async () => {
    const daily = file(4, 1, { LogDate: '2026-03-01T00:00:00.000+0000' })
    const { queries, downloads } = await run([noInterval, list([daily, file(5, 2)])])
    expect(queries[1]).not.toMatch(/Interval|Sequence/)
    // An hourly file that shows all the same holds what the daily one holds.
    expect(read3(downloads)).toEqual(['0AT4'])
  })

  it.each(['hourly', 'daily'] as const)('of an org that makes %s ones hold each event once', async eventLogs => {
    let now = Date.UTC(2026, 2, 2, 9)
    const vendor = createSalesforce({
      domain: 'acme.my.salesforce.com',
      now: () => now,
      accounts: [],
      pageRows: 2,
      settings: { eventLogs },
    })
    const seen: string[] = []
    let resume: ExportRequest['resume']
    for (let hour = 0; hour < 80; hour += 1, now += 3_600_000) {
      // One of this hour, and one that comes a day late.
      const event = (id: string, time: number) => ({
        EVENT_TYPE: 'Logout',
        REQUEST_ID: id,
        TIMESTAMP_DERIVED: new Date(time).toISOString(),
      })
      if (hour < 24) vendor.emit([event(`now-${hour}`, now - 1), event(`late-${hour}`, now - 86_400_000)])
      const generator = files.pages({
        config,
        partition: '',
        since: '2026-02-27T00:00:00.000Z',
        ...(resume && { resume }),
      })
      let answer = undefined as unknown as ExportAnswer
      for (let step = await generator.next(answer); !step.done; step = await generator.next(answer)) {
        if ('request' in step.value) answer = await answerOf(vendor, step.value.request)
        if (!('download' in step.value)) continue
        const { body } = await answerOf(vendor, step.value.download)
        seen.push(...String(body).match(/(?:now|late)-\d+/g)!)
        resume = step.value.resume
      }
    }
    expect(seen.sort()).toEqual(
      Array.from({ length: 24 }, (_, hour) => [`late-${hour}`, `now-${hour}`])
        .flat()
        .sort(),
    )
  })

  it('that are refused for another reason are left to the host', async () => {
    const other: ExportAnswer = { ...noInterval, body: [{ errorCode: 'MALFORMED_QUERY', message: 'no' }] }
    expect(await run([other, other])).toMatchObject({ refused: true, downloads: [] })
  })

  it('that are empty are not asked for', async () => {
    expect((await run([list([file(1, 1, { LogFileLength: 0 }), file(2, 2)])])).downloads).toHaveLength(1)
  })
})

describe('the inventory', () => {
  const grants = salesforce.inventory.grants![0] as GrantListing
  it('reads tokens in pages of 500 that are queries of their own, since a continuation stops at 2,500', () => {
    expect(grants.page).toEqual({ style: 'keyset', fields: ['UserId'], size: 500 })
    expect(grants.request({ config, after: ['005000000000002AAA'] }).query?.q).toContain(
      "WHERE UserId >= '005000000000002AAA' ORDER BY UserId LIMIT 500",
    )
  })
  it('misses no token, however many there are', async () => {
    const oauthTokens = Array.from({ length: 3_100 }, (_, index) => ({
      UserId: `005${String(Math.floor(index / 4)).padStart(12, '0')}AAA`,
      AppName: `app ${index % 4}`,
      AppMenuItemId: null,
    }))
    const vendor = createSalesforce({
      domain: 'acme.my.salesforce.com',
      now: () => Date.UTC(2026, 2, 2),
      accounts: [],
      settings: { oauthTokens },
    })
    const seen = new Set<string>()
    for (let after: string[] | undefined; ;) {
      const records = await recordsOf(vendor, grants.request({ config, ...(after && { after }) }))
      for (const row of records) seen.add(grants.toGrant(grants.row.parse(row)).externalId)
      if (records.length < 500) break
      after = [String(records.at(-1)!.UserId)]
    }
    expect(seen.size).toBe(3_100)
  })
  it('tells several tokens of one app as one grant, since tokens have no id', () => {
    const row = { Id: null, UserId: '005000000000002AAA', AppName: 'Mail sync', AppMenuItemId: '0DS1' }
    expect(grants.toGrant(row)).toMatchObject({ externalId: '005000000000002AAA:Mail sync', clientName: 'Mail sync' })
  })
  it('tells a file with a public link', () => {
    const links = salesforce.inventory.resources![0] as ResourceListing
    const row = links.row.parse({ Id: '05D1', Name: 'prices.pdf', ContentDocumentId: '0691', OwnerId: '0051' })
    expect(links.toResource(row)).toEqual({
      externalId: '0691',
      kind: 'FILE',
      name: 'prices.pdf',
      owner: '0051',
      access: [{ to: 'link', role: 'READ' }],
    })
  })
})

describe('an action', () => {
  const action = (name: string) => salesforce.actions.find(one => one.name === name)!
  const input = (externalId: string, records: object[], more: Partial<ActionInput> = {}): ActionInput => ({
    config,
    target: { externalId },
    parameters: {},
    found: { status: 200, body: { totalSize: records.length, done: true, records } },
    ...more,
  })

  it('freezes by the record of sign-in and not by the user', () =>
    expect(action('freeze-user').request(input('0051', [{ Id: '0Yw1', IsFrozen: false }]))).toEqual([
      { method: 'PATCH', path: '/sobjects/UserLogin/0Yw1', json: { IsFrozen: true } },
    ]))
  it('unfreezes whoever was frozen, and freezes again when that is taken back', () => {
    const { request, undo } = action('unfreeze-user')
    const given = input('0051', [{ Id: '0Yw1', IsFrozen: true }])
    expect([request(given), undo!.request(given)].flat()).toEqual(
      [false, true].map(IsFrozen => ({ method: 'PATCH', path: '/sobjects/UserLogin/0Yw1', json: { IsFrozen } })),
    )
  })
  it('takes a permission set by its assignment and gives it again', () => {
    const { lookup, request, undo } = action('remove-permission-set')
    const given = input('0051', [{ Id: '0Pa1' }], { parameters: { permissionSet: '0PS000000000020AAA' } })
    expect(lookup!(given).query?.q).toContain("AssigneeId = '0051' AND PermissionSetId = '0PS000000000020AAA'")
    expect(request(given)).toEqual([{ method: 'DELETE', path: '/sobjects/PermissionSetAssignment/0Pa1' }])
    expect(undo!.request(given)).toMatchObject({ json: { AssigneeId: '0051', PermissionSetId: '0PS000000000020AAA' } })
    expect(lookup!({ ...given, parameters: { permissionSet: "x' OR Id != '" } }).query?.q).toContain(
      "PermissionSetId = 'x\\' OR Id != \\''",
    )
  })
  it.each([
    ['2026-03-02T09:00:00.000+0000', true],
    ['2026-01-01T00:00:00.000+0000', null],
    [null, null],
  ])('expires a password, which the time of its last change tells: %s', (LastPasswordChangeDate, done) => {
    const { judge } = action('require-password-change').confirm!
    const before = input('0051', [{ LastPasswordChangeDate: '2026-01-01T00:00:00.000+0000' }])
    expect(judge({ status: 200, body: { records: [{ LastPasswordChangeDate }] } }, before).done).toBe(done)
  })
  it('does nothing where nothing was found', () => expect(action('freeze-user').request(input('0051', []))).toEqual([]))
  it('ends sessions one by one, parents first, and takes one that is gone for ended', () => {
    const { lookup, request, answers } = action('end-sessions')
    expect(lookup!(input('0051', [])).query?.q).toContain('ORDER BY ParentId, Id LIMIT 100')
    expect(request(input('0051', [{ Id: '0Ak1' }, { Id: '0Ak2' }]))).toHaveLength(2)
    expect(answers).toEqual([404])
  })
  it('revokes by the tokens of user and app, whatever the name of the app', () => {
    const { lookup, request } = action('revoke-connected-app')
    const given = input("0051:Sync: it's mine", [{ DeleteToken: 'd1' }, { DeleteToken: null }])
    expect(lookup!(given).query?.q).toContain("UserId = '0051' AND AppName = 'Sync: it\\'s mine'")
    expect(request(given)).toEqual([
      { method: 'POST', url: 'https://acme.my.salesforce.com/services/oauth2/revoke', form: { token: 'd1' } },
    ])
  })
  it('is confirmed by what is left', () => {
    const { judge } = action('remove-public-link').confirm!
    const body = (records: object[]) => ({ status: 200, body: { totalSize: records.length, done: true, records } })
    expect(judge(body([]))).toMatchObject({ done: true })
    expect(judge(body([{ Id: '05D1' }]))).toMatchObject({
      done: false,
      result: 'Salesforce lists 1 of the public links.',
    })
    expect(judge({ status: 400, body: [] })).toMatchObject({ done: false })
  })
})

describe('a check', () => {
  const judge = (name: string, read: Record<string, unknown>) =>
    judgeCheck(
      salesforce.checks.find(check => check.name === name)!,
      read,
    )
  const risk = (RiskType: string, SettingGroup = 'Password Policies') => ({ RiskType, SettingGroup, Setting: 'Length' })

  it.each([
    ['PASS', [risk('MEETS_STANDARD')]],
    ['PARTIAL', [risk('MEETS_STANDARD'), risk('LOW_RISK', 'PasswordPolicies')]],
    ['FAIL', [risk('HIGH_RISK'), risk('MEETS_STANDARD', 'Session Settings')]],
    ['CANNOT_TELL', [risk('MEETS_STANDARD', 'Kennwortrichtlinien')]],
    ['CANNOT_TELL', []],
  ])('of a group of Health Check is %s', (status, healthSettings) =>
    expect(judge('password-policies', { healthSettings }).status).toBe(status),
  )
  it.each([
    ['PASS', 90],
    ['FAIL', 89],
  ])('of the score is %s at %i', (status, score) =>
    expect(judge('health-check-score', { healthScore: [{ Score: String(score) }] }).status).toBe(status),
  )
  it('counts a holder once, however he got the right', () => {
    const row = { AssigneeId: '0051', Assignee: { Username: 'ada@acme.example' } }
    expect(judge('modify-all-data', { modifyAllData: Array(9).fill(row) })).toMatchObject({
      status: 'PASS',
      values: { count: 1 },
    })
  })
  it('takes no text message for a second factor', () => {
    const employees = [{ Id: '0051', Username: 'ben@acme.example' }]
    const secondFactors = [{ UserId: '0051', HasTotp: false, HasUserVerifiedMobileNumber: true }]
    expect(judge('users-mfa', { employees, secondFactors }).status).toBe('FAIL')
  })
})

/** What the emulated org answers to a query. */
async function recordsOf(vendor: Vendor, request: HttpRequest): Promise<Record<string, unknown>[]> {
  return ((await answerOf(vendor, request)).body as { records: Record<string, unknown>[] }).records
}

async function answerOf(vendor: Vendor, request: HttpRequest): Promise<ExportAnswer> {
  const ask = { host: 'acme.my.salesforce.com', headers: {}, body: '' }
  const form = 'grant_type=client_credentials&client_id=3MVG9acmeConsumerKey&client_secret=acme-consumer-secret'
  const token = { ...ask, method: 'POST', path: '/services/oauth2/token', query: new URLSearchParams(), body: form }
  const { access_token } = (await vendor.answer(token)).body as { access_token: string }
  const { status, body } = await vendor.answer({
    ...ask,
    method: 'GET',
    path: `/services/data/v66.0${request.path}`,
    query: new URLSearchParams(request.query as Record<string, string>),
    headers: { authorization: `Bearer ${access_token}` },
  })
  return { status, headers: {}, body }
}
