import type { Answer } from './testing.ts'
import { asking, describedBy, fakeClock, MONDAY, person } from './testing.ts'
import { createWorkday, type WorkdayOptions } from './workday.ts'
import type { WorkdaySettings } from './workday/settings.ts'

const BASE = 'https://wd5-services1.myworkday.com/ccx'
const LOG = `${BASE}/api/privacy/v1/acme/activityLogging`
const REPORT = `${BASE}/service/customreport2/acme/ISU_Casbah`
const SERVICE = `${BASE}/service/acme/Human_Resources/v45.2`
const MINUTE = 60_000
const conformance = describedBy('workday')
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`

async function setUp(more: Partial<WorkdayOptions> = {}) {
  const clock = fakeClock()
  const accounts = [person('ada', { groups: ['Security Administrator'] }), person('ben'), person('ISU_Casbah')]
  const vendor = createWorkday({
    host: 'wd5-services1.myworkday.com',
    tenant: 'acme',
    reportOwner: 'ISU_Casbah',
    clientId: 'client',
    clientSecret: 'secret',
    refreshToken: 'refresh',
    now: clock.now,
    accounts,
    settings: { accounts: { ISU_Casbah: { isIntegration: true } } },
    ...more,
  })
  const token = (form: Record<string, string>, pair = 'client:secret') =>
    asking(vendor, conformance, { authorization: basic(pair) })(`${BASE}/oauth2/acme/token`, {
      method: 'POST',
      body: new URLSearchParams(form).toString(),
    })
  const { body } = await token({ grant_type: 'refresh_token', refresh_token: 'refresh' })
  const ask = asking(vendor, conformance, {
    authorization: `Bearer ${(body as { access_token: string }).access_token}`,
  })
  const soap = (inner: string) =>
    ask(SERVICE, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: `<e:Envelope><e:Body><w:Workday_Account_for_Worker_Update>${inner}</w:Workday_Account_for_Worker_Update></e:Body></e:Envelope>`,
    })
  const settings = vendor.settings as unknown as WorkdaySettings
  return { clock, vendor, accounts, settings, token, ask, soap }
}

const entry = (time: number, taskDisplayName = 'Home') => ({
  requestTime: new Date(time).toISOString(),
  activityAction: 'READ',
  taskDisplayName,
  systemAccount: 'ben',
})
const at = (time: number) => new Date(time).toISOString().replace('.000Z', 'Z')
const since = (minutes: number) => `${LOG}?from=${at(MONDAY - minutes * MINUTE)}&to=${at(MONDAY)}&instancesReturned=1`
const tasks = ({ body }: Answer) =>
  (body as { data: { taskDisplayName: string }[] }).data.map(one => one.taskDisplayName)
const total = ({ body }: Answer) => (body as { total: number }).total
const entries = ({ body }: Answer) => (body as { Report_Entry: Record<string, string>[] }).Report_Entry

describe('workday: what is asked and answered fits the description', () => {
  it.each([
    [since(60), 200],
    // A time with milliseconds is refused, and so is one that is missing.
    [`${LOG}?from=2026-03-02T08:00:00.000Z&to=2026-03-02T09:00:00Z`, 400],
    [`${LOG}?from=2026-03-02T08:00:00Z`, 400],
    [`${since(60)}&limit=1001`, 400],
    [`${REPORT}/Casbah_Accounts?format=json`, 200],
    // Prompts are the customer's own; the description names none.
    [`${REPORT}/Casbah_Accounts?format=json&User_Name=ben`, 200],
    [`${REPORT}/Casbah_Security_Groups?format=json`, 200],
    [`${REPORT}/Casbah_Authentication_Rules?format=json`, 200],
    [`${REPORT}/Casbah_Tenant_Security?format=json`, 200],
    [`${REPORT}/Something_Else?format=json`, 404],
    [`${BASE}/service/customreport2/acme/ISU_Other/Casbah_Accounts?format=json`, 404],
    // Closed in 2023, and no longer described.
    [`${BASE}/api/common/v1/acme/auditLogs`, 404],
  ])('GET %s is %i', async (address, status) => {
    const { ask } = await setUp()
    expect((await ask(address)).status).toBe(status)
  })
})

describe('workday: user activity', () => {
  it('comes oldest first, twenty where no limit is named', async () => {
    const { vendor, ask } = await setUp()
    vendor.emit(Array.from({ length: 30 }, (_, i) => entry(MONDAY - (30 - i) * MINUTE, `task ${i}`)))
    const first = await ask(since(60))
    expect([total(first), tasks(first).length, tasks(first)[0], first.last]).toEqual([30, 20, 'task 0', false])
    const rest = await ask(`${since(60)}&offset=20&limit=1000`)
    expect([tasks(rest)[0], tasks(rest).length, rest.last]).toEqual(['task 20', 10, true])
  })

  it('comes by a hundred from an older tenant, whatever is asked for; the total tells how many there are', async () => {
    const { vendor, ask } = await setUp({ pageRows: 100 })
    vendor.emit(Array.from({ length: 150 }, (_, i) => entry(MONDAY - (150 - i) * 1_000)))
    const first = await ask(`${since(60)}&limit=1000`)
    expect([tasks(first).length, total(first), first.last]).toEqual([100, 150, false])
  })

  it('shifts behind an entry that comes late, so that one at the seam comes twice', async () => {
    const { vendor, ask } = await setUp()
    vendor.emit([9, 7, 5].map(minutes => entry(MONDAY - minutes * MINUTE, `-${minutes}`)))
    const first = tasks(await ask(`${since(60)}&limit=2`))
    vendor.emit([entry(MONDAY - 8 * MINUTE, '-8')])
    expect([...first, ...tasks(await ask(`${since(60)}&limit=2&offset=2`))]).toEqual(['-9', '-7', '-7', '-5'])
  })

  it('is looked through for 10,000 records and no further', async () => {
    const { vendor, ask } = await setUp()
    vendor.emit(Array.from({ length: 10_050 }, (_, i) => entry(MONDAY - (11_000 - i) * 100)))
    expect(total(await ask(`${since(60)}&limit=1`))).toBe(10_000)
  })
})

describe('workday: reports', () => {
  it('give sign-ons of a window, at the time that their offset says', async () => {
    const { vendor, ask } = await setUp()
    const row = (Signon_ID: string, Signon_DateTime: string) => ({ Signon_ID, Signon_DateTime, User_Name: 'ben' })
    vendor.emit([row('a', '2026-03-02T00:30:00.000-08:00'), row('b', '2026-03-02T08:30:00.000-08:00')], 'sign-ons')
    const found = await ask(`${REPORT}/Casbah_Sign_Ons?format=json&From=2026-03-02T08:00:00Z&To=2026-03-02T09:00:00Z`)
    expect(entries(found).map(({ Signon_ID }) => Signon_ID)).toEqual(['a'])
    expect(entries(await ask(`${REPORT}/Casbah_Sign_Ons?format=json`))).toHaveLength(2)
  })

  it('leave out what has no value', async () => {
    const { ask } = await setUp()
    const [isu] = entries(await ask(`${REPORT}/Casbah_Accounts?format=json&User_Name=ISU_Casbah`))
    expect(isu).toMatchObject({ Integration_System_User: '1', Allow_UI_Sessions: '0' })
    expect(Object.keys(isu!)).not.toContain('Employee_ID')
  })
})

describe('workday: accounts', () => {
  const ben = async ({ ask }: Awaited<ReturnType<typeof setUp>>) =>
    entries(await ask(`${REPORT}/Casbah_Accounts?format=json&User_Name=ben`))[0]!
  const data = (inner: string) => `<w:Workday_Account_for_Worker_Data>${inner}</w:Workday_Account_for_Worker_Data>`

  it.each([
    ['Account_Disabled', 'Account_Disabled'],
    ['Require_New_Password_at_Next_Sign_In', 'Require_New_Password'],
    ['One-Time_Passcode_Exempt', 'Passcode_Exempt'],
  ])('%s sets and clears, and the log tells', async (field, column) => {
    const tenant = await setUp()
    const id = `<w:ID w:System_ID="WD-EMPLID">${(await ben(tenant)).Employee_ID}</w:ID>`
    for (const [value, shown] of [
      ['true', '1'],
      ['false', '0'],
    ]) {
      const answer = await tenant.soap(id + data(`<w:User_Name>ben</w:User_Name><w:${field}>${value}</w:${field}>`))
      expect([answer.status, (await ben(tenant))[column]]).toEqual([200, shown])
    }
    expect(tenant.vendor.size('activity')).toBe(2)
  })

  it('wants the user name, and takes another one as the wish to rename', async () => {
    const tenant = await setUp()
    const id = '<w:ID w:type="WorkdayUserName">ben</w:ID>'
    const refused = await tenant.soap(id + data('<w:Account_Disabled>true</w:Account_Disabled>'))
    expect([refused.status, /User_Name/.test(refused.text)]).toEqual([500, true])
    await tenant.soap(id + data('<w:User_Name>ben2</w:User_Name>'))
    expect(tenant.accounts[1]!.login).toBe('ben2')
  })

  it('answers 500 to whatever it refuses', async () => {
    const nobody = '<w:ID w:System_ID="WD-EMPLID">1</w:ID>' + data('<w:User_Name>x</w:User_Name>')
    expect((await (await setUp()).soap(nobody)).text).toContain('validationError')
    const { soap } = await setUp({ withheld: ['Workday Accounts'] })
    const refused = await soap(nobody)
    expect([refused.status, refused.text.includes('task submitted is not authorized')]).toEqual([500, true])
  })
})

describe('workday: who is let in', () => {
  it.each<[string, Record<string, string>, string, number]>([
    ['another secret', { grant_type: 'refresh_token', refresh_token: 'refresh' }, 'client:wrong', 401],
    ['another refresh token', { grant_type: 'refresh_token', refresh_token: 'wrong' }, 'client:secret', 400],
    ['another grant', { grant_type: 'client_credentials' }, 'client:secret', 400],
  ])('not %s', async (_, form, pair, status) => {
    const { token } = await setUp()
    expect((await token(form, pair)).status).toBe(status)
  })

  it('nobody with a token of an hour ago', async () => {
    const { clock, ask } = await setUp()
    clock.advance(61 * MINUTE)
    expect((await ask(since(60))).status).toBe(401)
  })

  it('nobody without the right', async () => {
    const { ask } = await setUp({ withheld: ['System Auditing', 'Casbah_Accounts'] })
    expect((await ask(since(60))).status).toBe(403)
    expect((await ask(`${REPORT}/Casbah_Accounts?format=json`)).status).toBe(403)
  })

  it('too many are told to wait', async () => {
    const { ask } = await setUp()
    const answers = []
    for (let i = 0; i < 241; i += 1) answers.push(await ask(since(1)))
    expect(answers.at(-1)).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } })
  })
})
