import { createSign } from 'node:crypto'
import { createSalesforce, type SalesforceOptions } from './salesforce.ts'
import { asking, describedBy, fakeClock, MONDAY, person, type Answer } from './testing.ts'

const DOMAIN = 'acme.my.salesforce.com'
const BASE = `https://${DOMAIN}/services/data/v66.0`
const HOUR = 3_600_000
const conformance = describedBy('salesforce')
const ADA = '005000000000001AAA'
const BEN = '005000000000002AAA'

async function setUp(options: Partial<SalesforceOptions> = {}) {
  const clock = fakeClock()
  const accounts = [person(ADA, { login: 'ada@acme.example', isAdmin: true }), person(BEN, { mfa: false })]
  const vendor = createSalesforce({ domain: DOMAIN, now: clock.now, accounts, ...options })
  const plain = asking(vendor, conformance, {})
  const token = (form: Record<string, string>) =>
    plain(`https://${DOMAIN}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(form).toString() })
  const signIn = async () => {
    const { body } = await token({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: assertion() })
    return asking(vendor, conformance, { authorization: `Bearer ${(body as { access_token: string }).access_token}` })
  }
  const assertion = (claims: object = {}) => {
    const { clientId, username, privateKey } = vendor.credentials as Record<string, string>
    const now = clock.now() / 1000
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const all = {
      iss: clientId,
      sub: username,
      aud: 'https://login.salesforce.com',
      iat: now,
      exp: now + 300,
      ...claims,
    }
    const text = `${part({ alg: 'RS256' })}.${part(all)}`
    return `${text}.${createSign('sha256').update(text).sign(privateKey!, 'base64url')}`
  }
  const ask = await signIn()
  const soql = (q: string) => ask(`${BASE}/query?q=${encodeURIComponent(q)}`)
  return { clock, vendor, accounts, plain, token, assertion, ask, soql, signIn }
}

const records = (answer: Answer) => (answer.body as { records: Record<string, unknown>[] }).records
const code = (answer: Answer) => (answer.body as { errorCode?: string }[])[0]?.errorCode
const event = (index: number, time: number) => ({
  EVENT_TYPE: 'ReportExport',
  REQUEST_ID: `request-${index}`,
  TIMESTAMP_DERIVED: new Date(time).toISOString(),
  REPORT_DESCRIPTION: 'a "quoted"\nline',
})

describe('salesforce: signing in', () => {
  it.each([
    ['an assertion', {}, 200],
    ['an assertion of another app', { iss: 'other' }, 400],
    ['an assertion for another user', { sub: 'eve@acme.example' }, 400],
    ['an assertion for another server', { aud: 'https://evil.example' }, 400],
    ['an assertion that ended', { exp: 1 }, 400],
  ])('%s', async (_, claims, status) => {
    const { token, assertion } = await setUp()
    const answer = await token({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: assertion(claims),
    })
    expect(answer.status).toBe(status)
    if (status === 200) expect(answer.body).not.toHaveProperty('expires_in')
  })

  it.each([
    [
      { grant_type: 'client_credentials', client_id: '3MVG9acmeConsumerKey', client_secret: 'acme-consumer-secret' },
      200,
    ],
    [{ grant_type: 'client_credentials', client_id: '3MVG9acmeConsumerKey', client_secret: 'wrong' }, 400],
    [{ grant_type: 'client_credentials', client_id: 'wrong', client_secret: 'acme-consumer-secret' }, 400],
  ])('%j answers %i', async (form, status) => expect((await (await setUp()).token(form)).status).toBe(status))

  it('sessions end after two hours without a request, or when an administrator ends them', async () => {
    const { soql, clock, vendor } = await setUp()
    clock.advance(1.9 * HOUR)
    expect((await soql('SELECT Id FROM Organization')).status).toBe(200)
    clock.advance(1.9 * HOUR)
    expect((await soql('SELECT Id FROM Organization')).status).toBe(200)
    clock.advance(2.1 * HOUR)
    const late = await soql('SELECT Id FROM Organization')
    expect([late.status, code(late)]).toEqual([401, 'INVALID_SESSION_ID'])
    vendor.endSessions()
  })
})

describe('salesforce: queries', () => {
  it.each([
    ['SELECT Id FROM User WHERE IsActive = true', 200, 2],
    [`SELECT Id, Profile.Name FROM User WHERE Username = 'ada@acme.example'`, 200, 1],
    [`SELECT Id FROM User WHERE NOT (Id = '${ADA}' OR Id = '${BEN}')`, 200, 0],
    [`SELECT Id FROM User WHERE Id IN ('${ADA}', 'x') ORDER BY Name DESC LIMIT 5`, 200, 1],
    ['SELECT Id FROM User WHERE LastLoginDate < LAST_N_DAYS:90', 200, 0],
    ['SELECT Id FROM User WHERE LastLoginDate >= 2026-03-01T09:00:00Z', 200, 2],
    ['SELECT Id FROM User WHERE LastLoginDate >= 2026-03-01T09:00:00 0000', 400, 'MALFORMED_QUERY'],
    ["SELECT Id FROM User WHERE Username NOT IN ('ada@acme.example')", 200, 1],
    ['SELECT FIELDS(ALL) FROM User LIMIT 200', 200, 2],
    ['SELECT FIELDS(ALL) FROM User', 400, 'MALFORMED_QUERY'],
    ['SELECT Id, Group.Name FROM GroupMember', 200, 0],
    ['SELECT FROM User', 400, 'MALFORMED_QUERY'],
    ['SELECT Nothing FROM User', 400, 'INVALID_FIELD'],
    ['SELECT Id FROM Nothing', 400, 'INVALID_TYPE'],
    ['SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.PermissionsModifyAllData = true', 200, 1],
  ])('%s: %i %s', async (q, status, found) => {
    const answer = await (await setUp()).soql(q)
    expect([answer.status, status === 200 ? records(answer).length : code(answer)]).toEqual([status, found])
  })

  it('on an object that the user may not see are answered as if there were none', async () => {
    const { soql } = await setUp({ settings: { hidden: ['TwoFactorMethodsInfo'] } })
    expect(code(await soql('SELECT UserId FROM TwoFactorMethodsInfo'))).toBe('INVALID_TYPE')
  })

  it('go on in batches by a relative address, which is forgotten', async () => {
    const accounts = Array.from({ length: 5 }, (_, index) => person(`00500000000000${index}AAA`))
    const { ask, soql } = await setUp({ accounts, pageRows: 2 })
    const first = await soql('SELECT Id FROM User ORDER BY Id')
    expect(first.body).toMatchObject({
      totalSize: 5,
      done: false,
      nextRecordsUrl: expect.stringMatching(/^\/services/),
    })
    const next = (answer: Answer) =>
      ask(`https://${DOMAIN}${(answer.body as { nextRecordsUrl: string }).nextRecordsUrl}`)
    const second = await next(first)
    const third = await next(second)
    expect([records(second).length, records(third).length]).toEqual([2, 1])
    expect(third.body).toMatchObject({ done: true })
    for (let count = 0; count < 20; count += 1) await soql('SELECT Id FROM User')
    expect(code(await next(first))).toBe('INVALID_QUERY_LOCATOR')
  })

  it('give 500 tokens a batch, stop after 2,500 without a word, and know no id of them', async () => {
    const oauthTokens = Array.from({ length: 2_600 }, (_, index) => ({
      UserId: BEN,
      AppName: `app ${index}`,
      DeleteToken: `d${index}`,
      LastUsedDate: '2026-01-01T00:00:00.000+0000',
    }))
    const { soql } = await setUp({ settings: { oauthTokens } })
    const answer = await soql('SELECT Id, AppName, DeleteToken FROM OauthToken')
    expect(answer.body).toMatchObject({ totalSize: 2_500, done: false })
    expect(records(answer)).toHaveLength(500)
    expect(records(answer)[0]).toMatchObject({ Id: null })
  })
})

describe('salesforce: event log files', () => {
  const HOURLY =
    "SELECT Id, CreatedDate, LogDate, Sequence FROM EventLogFile WHERE Interval = 'Hourly' ORDER BY CreatedDate, Id"

  it('come hours late, and again with the next sequence for what comes later still', async () => {
    const { soql, vendor, clock } = await setUp()
    vendor.emit([event(1, MONDAY - 10 * 60_000)])
    expect(records(await soql(HOURLY))).toEqual([])
    clock.advance(1.8 * HOUR)
    expect(records(await soql(HOURLY))).toEqual([])
    clock.advance(1.8 * HOUR)
    const [first] = records(await soql(HOURLY))
    expect(first).toMatchObject({
      LogDate: '2026-03-02T08:00:00.000+0000',
      CreatedDate: '2026-03-02T12:00:00.000+0000',
      Sequence: 1,
    })
    vendor.emit([event(2, MONDAY - 5 * 60_000)])
    clock.advance(1_000)
    expect(records(await soql(HOURLY)).map(({ Sequence }) => Sequence)).toEqual([1, 2])
  })

  it('hold line breaks in quotes', async () => {
    const { ask, soql, vendor } = await setUp()
    vendor.emit([event(1, MONDAY - 9 * HOUR)])
    const [file] = records(await soql(HOURLY))
    const request = {
      method: 'GET',
      host: DOMAIN,
      path: `/services/data/v66.0/sobjects/EventLogFile/${String(file!.Id)}/LogFile`,
    }
    expect((await ask(`https://${DOMAIN}/services/data/v66.0/sobjects/EventLogFile/0ATnone/LogFile`)).status).toBe(404)
    const bearer = await bearerOf(vendor)
    const answer = await vendor.answer({ ...request, query: new URLSearchParams(), headers: bearer, body: '' })
    expect(answer.body).toBe(
      '"EVENT_TYPE","REQUEST_ID","TIMESTAMP_DERIVED","REPORT_DESCRIPTION"\n"ReportExport","request-1","2026-03-02T00:00:00.000Z","a ""quoted""\nline"\n',
    )
  })

  it.each([
    ['hourly ones for who asks', "WHERE Interval = 'Hourly'", 1],
    ['daily ones for who does not', 'WHERE CreatedDate > 2026-01-01T00:00:00Z', 1],
    ['both for who names an id', "WHERE Id > '000'", 2],
  ])('show %s', async (_, where, count) => {
    const { soql, vendor } = await setUp()
    vendor.emit([event(1, MONDAY - 60 * HOUR)])
    expect(records(await soql(`SELECT Id FROM EventLogFile ${where}`))).toHaveLength(count)
  })

  it.each([
    ['without the licence', { eventLogs: 'daily' as const }],
    ['without the right to see the column', { hidden: ['EventLogFile.Interval'] }],
  ])('%s have no Interval', async (_, settings) => {
    const { soql } = await setUp({ settings })
    expect(code(await soql(HOURLY.replace(', Sequence', '')))).toBe('INVALID_FIELD')
    expect((await soql('SELECT Id, LogDate FROM EventLogFile')).status).toBe(200)
  })
})

describe('salesforce: real-time events', () => {
  const event = (id: string, EventDate: string) => ({ EventIdentifier: id, EventDate, UserId: BEN })
  const stored = async () => {
    const { soql, vendor } = await setUp({ settings: { realTimeEvents: ['ReportEvent', 'ApiAnomalyEventStore'] } })
    vendor.emit([event('a', '2026-03-01T09:00:00.000+0000'), event('b', '2026-03-01T10:00:00.000+0000')], 'ReportEvent')
    return soql
  }

  it('come newest first', async () => {
    const soql = await stored()
    const found = records(await soql('SELECT EventIdentifier FROM ReportEvent WHERE EventDate >= 2026-03-01T00:00:00Z'))
    expect(found.map(({ EventIdentifier }) => EventIdentifier)).toEqual(['b', 'a'])
  })

  it.each([
    ['big objects by their index alone', "FROM ReportEvent WHERE UserId = 'x'", 400, 'INVALID_FIELD'],
    ['findings by any column', "FROM ApiAnomalyEventStore WHERE UserId = 'x'", 200, undefined],
    ['nothing whose data is not stored', 'FROM LoginAsEvent', 400, 'INVALID_TYPE'],
  ])('are asked for: %s', async (_, rest, status, error) => {
    const answer = await (await stored())(`SELECT EventIdentifier ${rest}`)
    expect([answer.status, code(answer)]).toEqual([status, error])
  })
})

describe('salesforce: the quota', () => {
  it('is told with each answer, counts 24 hours that roll, and refuses what is above it', async () => {
    const { soql, clock, signIn } = await setUp({ quota: 2 })
    const usage = (answer: Answer) => [answer.status, answer.headers['sforce-limit-info']]
    expect(usage(await soql('SELECT Id FROM Organization'))).toEqual([200, 'api-usage=1/2'])
    expect(usage(await soql('SELECT Id FROM Organization'))).toEqual([200, 'api-usage=2/2'])
    const refused = await soql('SELECT Id FROM Organization')
    expect([...usage(refused), code(refused)]).toEqual([403, 'api-usage=2/2', 'REQUEST_LIMIT_EXCEEDED'])
    clock.advance(24 * HOUR)
    const ask = await signIn()
    expect(usage(await ask(`${BASE}/limits`))).toEqual([200, 'api-usage=1/2'])
  })
})

describe('salesforce: changes', () => {
  it('freezing is a matter of the record of sign-in, is in the setup trail, and is taken back', async () => {
    const { ask, soql } = await setUp()
    const login = async () => records(await soql(`SELECT Id, IsFrozen FROM UserLogin WHERE UserId = '${BEN}'`))[0]!
    const { Id } = await login()
    const patch = (IsFrozen: boolean) =>
      ask(`${BASE}/sobjects/UserLogin/${String(Id)}`, { method: 'PATCH', body: JSON.stringify({ IsFrozen }) })
    expect((await patch(true)).status).toBe(204)
    expect((await login()).IsFrozen).toBe(true)
    expect((await patch(false)).status).toBe(204)
    const trail = records(await soql('SELECT Action FROM SetupAuditTrail ORDER BY CreatedDate, Id'))
    expect(trail.map(({ Action }) => Action)).toEqual(['frozeuser', 'unfrozeuser'])
  })

  it('sessions end with their parent', async () => {
    const session = (Id: string, ParentId: string | null) => ({ Id, ParentId, UsersId: BEN })
    const sessions = [session('0Ak000000000001AAA', null), session('0Ak000000000002AAA', '0Ak000000000001AAA')]
    const { ask } = await setUp({ settings: { sessions } })
    const end = (id: string) => ask(`${BASE}/sobjects/AuthSession/${id}`, { method: 'DELETE' })
    expect((await end('0Ak000000000001AAA')).status).toBe(204)
    expect((await end('0Ak000000000002AAA')).status).toBe(404)
  })

  it('a new password is told to whoever reset it, and when to everybody', async () => {
    const { ask, soql, clock } = await setUp()
    const changed = async () =>
      records(await soql(`SELECT LastPasswordChangeDate FROM User WHERE Id = '${BEN}'`))[0]!.LastPasswordChangeDate
    const before = await changed()
    clock.advance(60_000)
    const answer = await ask(`${BASE}/sobjects/User/${BEN}/password`, { method: 'DELETE' })
    expect(answer.body).toEqual({ NewPassword: expect.any(String) })
    expect([before, await changed()]).toEqual(['2025-11-03T08:00:00.000+0000', '2026-03-02T09:01:00.000+0000'])
  })

  it('a default owner cannot be deactivated, and can be frozen', async () => {
    const { ask } = await setUp({ settings: { defaultOwners: [BEN] } })
    const patch = (path: string, body: object) =>
      ask(`${BASE}/sobjects/${path}`, { method: 'PATCH', body: JSON.stringify(body) })
    const refused = await patch(`User/${BEN}`, { IsActive: false })
    expect([refused.status, code(refused)]).toEqual([400, 'FIELD_INTEGRITY_EXCEPTION'])
    expect((await patch(`UserLogin/0Yw${BEN.slice(3)}`, { IsFrozen: true })).status).toBe(204)
  })

  it('a permission set is taken by its assignment, once, and given again by a row, which the description leaves out', async () => {
    const set = { Id: '0PS000000000020AAA', Label: 'Export', IsOwnedByProfile: false }
    const given = { AssigneeId: BEN, PermissionSetId: set.Id }
    const { ask, soql } = await setUp({ settings: { permissionSets: [set], assignments: [given] } })
    const held = async () =>
      records(await soql(`SELECT Id FROM PermissionSetAssignment WHERE PermissionSetId = '${set.Id}'`))
    const remove = (id: unknown) => ask(`${BASE}/sobjects/PermissionSetAssignment/${String(id)}`, { method: 'DELETE' })
    const [assignment] = await held()
    expect((await remove(assignment!.Id)).status).toBe(204)
    expect((await remove(assignment!.Id)).status).toBe(404)
    expect(await held()).toEqual([])
    const add = () => ask(`${BASE}/sobjects/PermissionSetAssignment`, { method: 'POST', body: JSON.stringify(given) })
    expect((await add()).status).toBe(201)
    expect((await add()).status).toBe(400)
    expect(await held()).toHaveLength(1)
  })
})

/** A header that lets in, for answers that are no JSON. */
async function bearerOf(vendor: ReturnType<typeof createSalesforce>): Promise<Record<string, string>> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: '3MVG9acmeConsumerKey',
    client_secret: 'acme-consumer-secret',
  }).toString()
  const path = '/services/oauth2/token'
  const answer = await vendor.answer({
    method: 'POST',
    host: DOMAIN,
    path,
    query: new URLSearchParams(),
    headers: {},
    body,
  })
  return { authorization: `Bearer ${(answer.body as { access_token: string }).access_token}` }
}
