import { createServiceNow, type ServiceNowOptions } from './servicenow.ts'
import { defaultServiceNowSettings, type ServiceNowSettings } from './servicenow/settings.ts'
import { sysId } from './servicenow/sys-id.ts'
import { asking, describedBy, fakeClock, MONDAY, person, requestTo, type Answer } from './testing.ts'

const ORIGIN = 'https://acme.service-now.com'
const conformance = describedBy('servicenow')
const BEN = sysId('sys_user', 'ben')

async function setUp(options: Partial<ServiceNowOptions> = {}) {
  const clock = fakeClock()
  const accounts = [person('ada', { isAdmin: true }), person('ben', { groups: ['Service Desk'] })]
  const vendor = createServiceNow({ instance: 'acme', now: clock.now, accounts, ...options })
  const plain = asking(vendor, conformance, {})
  const token = (form: Record<string, string>) =>
    plain(`${ORIGIN}/oauth_token.do`, { method: 'POST', body: new URLSearchParams(form).toString() })
  const { clientId: client_id = '', clientSecret: client_secret = '' } = vendor.credentials
  const { body } = await token({ grant_type: 'client_credentials', client_id, client_secret })
  const headers = { authorization: `Bearer ${(body as { access_token: string }).access_token}` }
  const ask = asking(vendor, conformance, headers)
  /** The description knows no references: what is not asked for as it is stored is looked at without it. */
  const loosely = asking(vendor, null, headers)
  const table = (name: string, query: Record<string, string | number> = {}, version = '/v2') =>
    ask(
      `${ORIGIN}/api/now${version}/table/${name}?${new URLSearchParams({ sysparm_exclude_reference_link: 'true', ...texts(query) })}`,
    )
  const settings = vendor.settings as unknown as ServiceNowSettings
  return { clock, vendor, settings, accounts, plain, token, ask, loosely, table, client_id, client_secret }
}

const texts = (query: Record<string, string | number>) =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]))
const rows = (answer: Answer) => (answer.body as { result: Record<string, unknown>[] }).result
const change = (index: number, second: number) => ({
  sys_id: sysId('change', index),
  tablename: 'incident',
  fieldname: 'state',
  documentkey: sysId('incident', index),
  user: 'ben',
  sys_created_on: new Date(MONDAY + second * 1_000).toISOString().slice(0, 19).replace('T', ' '),
})
const BY_TIME = 'ORDERBYsys_created_on^ORDERBYsys_id'

describe('servicenow: signing in', () => {
  it.each([
    ['the secret of another client', { grant_type: 'client_credentials', client_secret: 'wrong' }, 401],
    ['a refresh token', { grant_type: 'refresh_token', refresh_token: 'acme-oauth-refresh-token' }, 200],
    ['a refresh token of others', { grant_type: 'refresh_token', refresh_token: 'other' }, 401],
    ['a grant that it does not know', { grant_type: 'authorization_code', code: 'x' }, 401],
  ])('with %s', async (_, form, status) => {
    const { token, client_id, client_secret } = await setUp()
    const answer = await token({ client_id, client_secret, ...form })
    expect(answer.status).toBe(status)
    if (status === 200) expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 1_799 })
  })

  it('lasts half an hour', async () => {
    const { clock, table } = await setUp()
    clock.advance(29 * 60_000)
    expect((await table('sys_user')).status).toBe(200)
    clock.advance(2 * 60_000)
    expect(await table('sys_user')).toMatchObject({
      status: 401,
      body: { status: 'failure', error: { message: 'User Not Authenticated' } },
    })
  })

  it.each([
    ['casbah.integration:acme-casbah-password', false, 200, undefined],
    ['casbah.integration:wrong', false, 401, undefined],
    ['casbah.integration:acme-casbah-password', true, 401, 'required'],
  ])('by name and password %s, asked for a second factor: %s', async (pair, asksBasicForMfa, status, mfa) => {
    const { plain } = await setUp({ settings: { asksBasicForMfa } })
    const authorization = `Basic ${Buffer.from(pair).toString('base64')}`
    const answer = await plain(`${ORIGIN}/api/now/v2/table/sys_user`, { headers: { authorization } })
    expect([answer.status, answer.headers['x-mfa_token']]).toEqual([status, mfa])
  })
})

describe('servicenow: a list', () => {
  const five = [1, 2, 3, 4, 5].map(index => change(index, index))

  it('is cut before rules hide rows of it, so that a page may come short or empty before the end', async () => {
    const { table, vendor, settings } = await setUp()
    vendor.emit(five)
    for (const index of [1, 2, 3]) settings.hiddenRows.add(sysId('change', index))
    const page = (sysparm_offset: number) =>
      table('sys_audit', { sysparm_query: BY_TIME, sysparm_limit: 2, sysparm_offset })
    const [first, second, third] = [await page(0), await page(2), await page(4)]
    expect([first, second, third].map(answer => rows(answer).length)).toEqual([0, 1, 1])
    expect(first!.headers['x-total-count']).toBe('5')
    expect(first!.headers.link).toMatch(/sysparm_offset=2[^>]*>;rel="next"/)
    expect(third!.headers.link).not.toContain('rel="next"')
  })

  it('names no other pages where it has but one, or is asked not to', async () => {
    const { table, vendor } = await setUp()
    vendor.emit(five)
    expect((await table('sys_audit')).headers.link).toBeUndefined()
    const quiet = await table('sys_audit', {
      sysparm_limit: 2,
      sysparm_no_count: 'true',
      sysparm_suppress_pagination_header: 'true',
    })
    expect([quiet.headers.link, quiet.headers['x-total-count']]).toEqual([undefined, undefined])
  })

  it.each([
    ['sys_created_on>=2026-03-02 09:00:03', [3, 4, 5]],
    ['sys_created_on>=2026-03-02 09:00:02^sys_created_on<2026-03-02 09:00:04', [2, 3]],
    ['sys_created_on>2026-03-02 09:00:04^NQsys_created_on=2026-03-02 09:00:01', [1, 5]],
    [`sys_id=${sysId('change', 2)}^ORsys_id=${sysId('change', 4)}`, [2, 4]],
    ['fieldnameINstate,active^userSTARTSWITHBE', [1, 2, 3, 4, 5]],
    ['userISEMPTY', []],
    ['nonsense=1', [1, 2, 3, 4, 5]],
    ['nonsense=1^sys_created_on>2026-03-02 09:00:04', [5]],
  ])('of %s has %j', async (query, found) => {
    const { table, vendor } = await setUp()
    vendor.emit(five)
    const answer = await table('sys_audit', { sysparm_query: `${query}^${BY_TIME}` })
    expect(rows(answer).map(({ sys_id }) => five.findIndex(row => row.sys_id === sys_id) + 1)).toEqual(found)
  })

  it('of a condition that it does not know is empty only where the instance is set so', async () => {
    const { table, settings } = await setUp()
    settings.properties['glide.invalid_query.returns_no_rows'] = 'true'
    expect(rows(await table('sys_user', { sysparm_query: 'nonsense=1' }))).toEqual([])
  })

  it('comes in no order unless asked', async () => {
    const { table, vendor } = await setUp()
    vendor.emit(five)
    const keys = async (query: Record<string, string>) => rows(await table('sys_audit', query)).map(row => row.sys_id)
    expect(await keys({})).not.toEqual(five.map(row => row.sys_id))
    expect(await keys({ sysparm_query: BY_TIME })).toEqual(five.map(row => row.sys_id))
  })

  it.each([
    ['/v1', 404],
    ['/v2', 200],
    ['', 200],
  ])('that is empty answers in version "%s" %i', async (version, status) => {
    const { table } = await setUp()
    const answer = await table('sys_user', { sysparm_query: 'user_name=nobody' }, version)
    expect(answer.status).toBe(status)
    if (status === 404) expect(answer.body).toMatchObject({ error: { message: 'No Record found' } })
  })

  it('has texts for flags and numbers, and leaves out fields that there are not or that a rule hides', async () => {
    const { table } = await setUp({ settings: { hiddenFields: new Set(['sys_user.locked_out']) } })
    const query = { sysparm_query: 'user_name=ben', sysparm_fields: 'user_name,active,failed_attempts,locked_out,none' }
    expect(rows(await table('sys_user', query))).toEqual([{ user_name: 'ben', active: 'true', failed_attempts: '0' }])
  })

  it('shows references as links, and times as local ones, unless asked for what is stored', async () => {
    const { loosely, vendor } = await setUp()
    vendor.emit([change(1, 0)])
    const [member] = rows(await loosely(`${ORIGIN}/api/now/v2/table/sys_user_grmember`))
    expect(member).toMatchObject({ user: { value: BEN, link: expect.stringContaining(`/sys_user/${BEN}`) } })
    const [local] = rows(await loosely(`${ORIGIN}/api/now/v2/table/sys_audit?sysparm_display_value=true`))
    expect(local).toMatchObject({ sys_created_on: '2026-03-02 01:00:00' })
  })

  it('of a table that web services may not read is refused, and of one that there is not', async () => {
    const { table, loosely } = await setUp({ settings: { closedTables: new Set(['sys_audit']) } })
    expect((await table('sys_audit')).status).toBe(403)
    // The description has no answer for it.
    expect((await loosely(`${ORIGIN}/api/now/v2/table/nothing`)).status).toBe(400)
  })

  it('is counted, hidden rows too', async () => {
    const { ask, settings } = await setUp()
    settings.hiddenRows.add(sysId('sys_properties', 'glide.sm.default_mode'))
    const answer = await ask(
      `${ORIGIN}/api/now/stats/sys_properties?sysparm_count=true&sysparm_query=nameINglide.sm.default_mode,glide.product.name`,
    )
    expect(answer.body).toEqual({ result: { stats: { count: '2' } } })
  })
})

it('servicenow: a rule for rates says how long to wait, and which it is', async () => {
  const { table, clock } = await setUp({ hourly: 1 })
  expect((await table('sys_user')).status).toBe(200)
  const refused = await table('sys_user')
  expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '3600', 'x-ratelimit-limit': '1' } })
  clock.advance(3_600_000)
  expect((await table('sys_user')).status).toBe(401)
})

describe('servicenow: changes', () => {
  const patch = (ask: Awaited<ReturnType<typeof setUp>>['ask'], path: string, body: object) =>
    ask(`${ORIGIN}/api/now/v2/table/${path}`, { method: 'PATCH', body: JSON.stringify(body) })
  const remove = (ask: Awaited<ReturnType<typeof setUp>>['ask'], path: string) =>
    ask(`${ORIGIN}/api/now/v2/table/${path}`, { method: 'DELETE' })

  it('locking out ends the user’s sessions, and is audited', async () => {
    const session = (user: string) => ({ sys_id: sysId('v_user_session', user), user, active: 'true' })
    const { ask, table, settings } = await setUp({ settings: { sessions: [session('ben'), session('ada')] } })
    const answer = await patch(ask, `sys_user/${BEN}`, { locked_out: 'true' })
    expect(answer).toMatchObject({ status: 200, body: { result: { user_name: 'ben', locked_out: 'true' } } })
    expect(settings.sessions.map(({ user }) => user)).toEqual(['ada'])
    expect(rows(await table('sys_audit'))).toMatchObject([
      { tablename: 'sys_user', fieldname: 'locked_out', oldvalue: 'false', newvalue: 'true', documentkey: BEN },
    ])
    expect((await patch(ask, `sys_user/${sysId('sys_user', 'nobody')}`, { active: 'false' })).status).toBe(404)
  })

  it('roles that come with a group are not taken away by themselves', async () => {
    const roles = [{ user: 'ben', role: 'itil', inherited: true }]
    const { ask, table } = await setUp({ settings: { roles } })
    const [held] = rows(await table('sys_user_has_role', { sysparm_query: 'role.name=itil' }))
    expect((await remove(ask, `sys_user_has_role/${String(held!.sys_id)}`)).status).toBe(403)
    const [admin] = rows(await table('sys_user_has_role', { sysparm_query: 'role.name=admin' }))
    expect((await remove(ask, `sys_user_has_role/${String(admin!.sys_id)}`)).status).toBe(204)
    expect(rows(await table('sys_user_has_role', { sysparm_query: 'role.name=admin' }))).toEqual([])
  })

  // The description has neither that rows are added to these tables, nor that a property is removed.
  it('members and properties are put back by what the description leaves out', async () => {
    const { ask, table, vendor, accounts } = await setUp()
    const [member] = rows(await table('sys_user_grmember'))
    expect((await remove(ask, `sys_user_grmember/${String(member!.sys_id)}`)).status).toBe(204)
    expect(accounts[1]!.groups).toEqual([])
    const post = (name: string, body: object) =>
      ask(`${ORIGIN}/api/now/v2/table/${name}`, { method: 'POST', body: JSON.stringify(body) })
    expect((await post('sys_user_grmember', { user: BEN, group: member!.group })).status).toBe(201)
    expect(accounts[1]!.groups).toEqual(['Service Desk'])
    expect((await post('sys_properties', { name: 'glide.x', value: 'true' })).status).toBe(201)
    expect((await remove(ask, `sys_properties/${sysId('sys_properties', 'glide.x')}`)).status).toBe(204)
    const request = requestTo(`${ORIGIN}/api/now/v2/table/sys_properties`, { method: 'POST', body: '{}' })
    expect(await vendor.answer(request)).toMatchObject({ status: 401 })
  })
})

it('servicenow: a well kept instance is the same for every company, apart from its times', () =>
  expect(defaultServiceNowSettings(MONDAY).properties).toEqual(defaultServiceNowSettings(0).properties))
