import type { OneLoginSettings } from './onelogin/settings.ts'
import type { OneLoginLevel } from './onelogin/tokens.ts'
import { createOneLogin } from './onelogin.ts'
import { asking, describedBy, fakeClock, MONDAY, person } from './testing.ts'

const BASE = 'https://acme.onelogin.com'
const TOKEN = `${BASE}/auth/oauth2/v2/token`
const EVENTS = `${BASE}/api/1/events`
const conformance = describedBy('onelogin')
const HOUR = 3_600_000
const JSON_TYPE = { 'content-type': 'application/json' }
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`
const CLIENT = basic('client-1:secret')

interface SetUp {
  level?: OneLoginLevel
  pageRows?: number
  nulls?: boolean
  rows?: number
}

async function setUp({ level, pageRows, nulls, rows = 0 }: SetUp = {}) {
  const clock = fakeClock()
  const accounts = [
    person('1001', { login: 'ada', isAdmin: true, groups: ['Engineering'] }),
    person('1002', { login: 'ben', groups: ['Engineering', 'Finance'] }),
    person('1003', { login: 'cyd', mfa: false, status: 'SUSPENDED' }),
    person('1004', { login: 'old', status: 'DEPROVISIONED' }),
  ]
  const vendor = createOneLogin({
    subdomain: 'acme',
    clientId: 'client-1',
    clientSecret: 'secret',
    now: clock.now,
    accounts,
    ...(level && { level }),
    ...(pageRows && { pageRows }),
    ...(nulls && { nulls }),
  })
  vendor.emit(Array.from({ length: rows }, (_, index) => row(index)))
  const settings = vendor.settings as unknown as OneLoginSettings
  const token = (body: object | string, authorization = CLIENT, type = JSON_TYPE) =>
    asking(vendor, null, { ...type, authorization })(TOKEN, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const { body } = await asking(vendor, conformance, { ...JSON_TYPE, authorization: CLIENT })(TOKEN, {
    method: 'POST',
    body: JSON.stringify({ grant_type: 'client_credentials' }),
  })
  const { access_token } = body as { access_token: string }
  const headers = { authorization: `bearer ${access_token}` }
  const ask = asking(vendor, conformance, headers)
  // Statuses that the vendor answers and its description leaves out.
  const askBeyond = asking(vendor, null, headers)
  const put = (path: string, json: object) => ask(`${BASE}${path}`, { method: 'PUT', body: JSON.stringify(json) })
  return { clock, vendor, accounts, settings, token, ask, askBeyond, put }
}

/** Row number `index`, a minute apart, all before the clock's start. */
function row(index: number, time = MONDAY - 24 * HOUR + index * 60_000) {
  return {
    id: 100 + index,
    account_id: 555,
    event_type_id: index % 2 ? 5 : 8,
    created_at: new Date(time).toISOString(),
  }
}

interface EventsPage {
  data: { id: number }[]
  pagination: { after_cursor?: string | null }
}
const idsOf = (body: unknown) => (body as EventsPage).data.map(({ id }) => id)
const cursorOf = (body: unknown) => (body as EventsPage).pagination.after_cursor

describe('onelogin: routes fit the description', () => {
  it.each([
    ['/api/1/events', 200],
    ['/api/1/events?since=yesterday', 400],
    ['/api/1/events?after_cursor=12', 400],
    ['/api/1/events/types', 200],
    ['/api/1/privileges', 200],
    ['/api/1/privileges/a11ce000-0000-4000-8000-000000000001/users', 200],
    ['/api/1/privileges/a11ce000-0000-4000-8000-00000000000f/users', 404],
    ['/api/1/users/1002/otp_devices', 200],
    ['/api/1/users/9999/otp_devices', 404],
    ['/api/2/users?limit=1000&fields=id,status', 200],
    ['/api/2/users/1002', 200],
    ['/api/2/mfa/users/1002/devices', 200],
    ['/api/2/roles?limit=2', 200],
    ['/api/2/apps', 200],
    ['/api/2/hooks', 200],
    ['/auth/rate_limit', 200],
    // Paths that a tool of the vendor names, and its documentation does not.
    ['/api/2/rate_limits', 404],
    ['/api/1/users/1002/session', 404],
  ])('GET %s is %i', async (path, status) => {
    const { ask } = await setUp()
    expect((await ask(`${BASE}${path}`)).status).toBe(status)
  })

  it('policies are there, though the description leaves them out: as the vendor’s own tools read them', async () => {
    const { ask } = await setUp()
    const { body } = await ask(`${BASE}/api/2/policies?limit=1000`)
    expect(body).toEqual([
      { id: 101, name: 'Default policy', kind: 'user' },
      { id: 102, name: 'Engineering', kind: 'user' },
      { id: 201, name: 'Admin area', kind: 'app' },
    ])
    expect((await ask(`${BASE}/api/2/policies/101`)).body).toMatchObject({ kind: 'user', otp_auth_enabled: true })
    expect((await ask(`${BASE}/api/2/policies/999`)).status).toBe(404)
  })
})

describe('onelogin: the events', () => {
  it('come oldest first by fifty, whatever more is asked for, until no cursor is given', async () => {
    const { ask } = await setUp({ rows: 120 })
    const ids: number[] = []
    const sizes: number[] = []
    let after: string | null | undefined
    do {
      const { body } = await ask(`${EVENTS}?sort=%2Bid&limit=1000${after ? `&after_cursor=${after}` : ''}`)
      ids.push(...idsOf(body))
      sizes.push(idsOf(body).length)
      after = cursorOf(body)
    } while (after)
    expect(sizes).toEqual([50, 50, 20])
    expect(ids).toEqual(Array.from({ length: 120 }, (_, index) => 100 + index))
  })

  it.each([
    ['sort=%2Bid', [100, 101, 102]],
    ['sort=-id', [102, 101, 100]],
    // Decoded, this plus is a blank.
    ['sort=+id', [102, 101, 100]],
    ['', [102, 101, 100]],
  ])('with %s are %j', async (query, ids) => {
    const { ask } = await setUp({ rows: 3 })
    expect(idsOf((await ask(`${EVENTS}?${query}`)).body)).toEqual(ids)
  })

  it('newest first go on by their cursor, too', async () => {
    const { ask } = await setUp({ rows: 5, pageRows: 2 })
    const { body } = await ask(EVENTS)
    expect(idsOf(body)).toEqual([104, 103])
    expect(idsOf((await ask(`${EVENTS}?after_cursor=${cursorOf(body)}`)).body)).toEqual([102, 101])
  })

  it('are those from since on and before until, by their time and not by their id', async () => {
    const { ask, vendor } = await setUp({ rows: 4 })
    const [since, until] = [1, 3].map(index => row(index).created_at)
    vendor.emit([{ ...row(50, Date.parse(since as string) + 1), id: 150 }])
    const { body, last } = await ask(`${EVENTS}?sort=%2Bid&since=${since}&until=${until}`)
    expect(idsOf(body)).toEqual([101, 102, 150])
    expect(last).toBe(true)
  })

  it('are those of the types that were named', async () => {
    const { ask } = await setUp({ rows: 4 })
    expect(idsOf((await ask(`${EVENTS}?sort=%2Bid&event_type_id=5`)).body)).toEqual([101, 103])
  })

  it('end with a cursor of null at the vendor, which its description does not allow', async () => {
    const { ask, askBeyond } = await setUp({ rows: 2 })
    expect((await ask(EVENTS)).body).toMatchObject({ pagination: {} })
    const live = await setUp({ rows: 2, nulls: true })
    expect(cursorOf((await live.askBeyond(EVENTS)).body)).toBeNull()
    expect(cursorOf((await askBeyond(EVENTS)).body)).toBeUndefined()
  })

  it('have types that are listed whole, without pages', async () => {
    const { ask } = await setUp({ pageRows: 2 })
    const { body } = await ask(`${EVENTS}/types`)
    expect((body as { data: object[] }).data).toHaveLength(6)
    expect(body).not.toHaveProperty('pagination')
  })
})

describe('onelogin: lists of version 2', () => {
  it('go on by the value of a header', async () => {
    const { ask } = await setUp({ pageRows: 2 })
    const first = await ask(`${BASE}/api/2/users?fields=id`)
    expect(first.body).toEqual([{ id: 1001 }, { id: 1002 }])
    expect(first.headers['total-count']).toBe('3')
    const second = await ask(`${BASE}/api/2/users?fields=id&cursor=${String(first.headers['after-cursor'])}`)
    expect(second.body).toEqual([{ id: 1003 }])
    expect(second.headers['after-cursor']).toBeUndefined()
  })

  it('refuse an id in its place', async () => {
    const { askBeyond } = await setUp()
    const { status, body } = await askBeyond(`${BASE}/api/2/users?cursor=1002`)
    expect(status).toBe(400)
    expect(body).toMatchObject({ statusCode: 400, name: 'BadRequestError' })
  })
})

describe('onelogin: tokens', () => {
  it.each([
    ['JSON and HTTP basic authentication', { grant_type: 'client_credentials' }, CLIENT, JSON_TYPE, 200],
    [
      'JSON and the vendor’s own form of the pair',
      { grant_type: 'client_credentials' },
      'client_id:client-1, client_secret:secret',
      JSON_TYPE,
      200,
    ],
    ['a form', 'grant_type=client_credentials', CLIENT, { 'content-type': 'application/x-www-form-urlencoded' }, 400],
    ['another grant', { grant_type: 'password' }, CLIENT, JSON_TYPE, 400],
    ['another secret', { grant_type: 'client_credentials' }, basic('client-1:other'), JSON_TYPE, 401],
  ])('are asked for with %s', async (_, body, authorization, type, status) => {
    const { token } = await setUp()
    expect((await token(body, authorization, type)).status).toBe(status)
  })

  it('last ten hours', async () => {
    const { clock, ask } = await setUp()
    clock.advance(10 * HOUR)
    expect((await ask(EVENTS)).status).toBe(200)
    clock.advance(1)
    const { status, body } = await ask(EVENTS)
    expect(status).toBe(401)
    expect(body).toMatchObject({ status: { error: true, code: 401 } })
    expect((await ask(`${BASE}/api/2/users`)).body).toMatchObject({ statusCode: 401 })
  })

  it.each<[OneLoginLevel, string, string, number]>([
    ['Authentication Only', 'GET', '/api/1/events', 401],
    ['Read Users', 'GET', '/api/1/events', 200],
    ['Read Users', 'GET', '/api/1/users/1002/otp_devices', 200],
    ['Read Users', 'GET', '/api/2/roles', 200],
    ['Read Users', 'GET', '/api/2/apps', 401],
    ['Read Users', 'PUT', '/api/1/users/1002/logout', 401],
    ['Manage Users', 'PUT', '/api/1/users/1002/logout', 200],
    ['Manage Users', 'PUT', '/api/1/users/1002/lock_user', 401],
    ['Manage Users', 'GET', '/api/2/apps', 401],
    ['Read All', 'GET', '/api/2/apps', 200],
    ['Read All', 'GET', '/api/1/privileges', 401],
    ['Read All', 'GET', '/api/2/mfa/users/1002/devices', 401],
    ['Read All', 'PUT', '/api/1/users/1002/logout', 401],
    ['Manage All', 'GET', '/api/1/privileges', 200],
    ['Manage All', 'PUT', '/api/1/users/1002/logout', 200],
  ])('of %s let %s %s in by %i', async (level, method, path, status) => {
    const { ask } = await setUp({ level })
    const answer = await ask(`${BASE}${path}`, { method })
    expect(answer.status).toBe(status)
    if (status === 401) expect(answer.text).toContain('Insufficient Permission')
  })
})

describe('onelogin: the limit', () => {
  it('is 5,000 calls an hour, and what is left is told for nothing', async () => {
    const { clock, vendor, ask } = await setUp()
    const left = async () => ((await ask(`${BASE}/auth/rate_limit`)).body as { data: Record<string, number> }).data
    expect(await left()).toEqual({
      'X-RateLimit-Limit': 5_000,
      'X-RateLimit-Remaining': 5_000,
      'X-RateLimit-Reset': 3_600,
    })
    expect(vendor.size()).toBe(0)
    for (let count = 0; count < 5_000; count += 1) await ask(`${BASE}/api/2/hooks`)
    expect(await left()).toMatchObject({ 'X-RateLimit-Remaining': 0 })
    const { status, headers } = await ask(EVENTS)
    expect(status).toBe(429)
    expect(headers['retry-after']).toBeUndefined()
    clock.advance(HOUR)
    expect((await ask(EVENTS)).status).toBe(200)
  })
})

describe('onelogin: changes', () => {
  const status = async (ask: Awaited<ReturnType<typeof setUp>>['ask']) =>
    ((await ask(`${BASE}/api/2/users/1002`)).body as { status: number }).status
  const logged = async (ask: Awaited<ReturnType<typeof setUp>>['ask']) =>
    ((await ask(`${EVENTS}?sort=%2Bid`)).body as { data: { event_type_id: number; user_id: number }[] }).data.map(
      one => [one.event_type_id, one.user_id],
    )

  it('suspend, expire the password and set active again, and log it', async () => {
    const { ask, put } = await setUp()
    for (const wanted of [2, 4, 1]) {
      await put('/api/2/users/1002', { status: wanted })
      expect(await status(ask)).toBe(wanted)
    }
    expect(await logged(ask)).toEqual([551, 529, 529].map(type => [type, 1002]))
  })

  it('lock and unlock', async () => {
    const { ask, askBeyond, put } = await setUp()
    expect((await put('/api/1/users/1002/lock_user', { locked_until: 30 })).status).toBe(200)
    expect(await status(ask)).toBe(3)
    await put('/api/2/users/1002', { status: 1 })
    expect(await status(ask)).toBe(1)
    expect(await logged(ask)).toEqual([531, 12].map(type => [type, 1002]))
    const wrong = await askBeyond(`${BASE}/api/1/users/1002/lock_user`, { method: 'PUT', body: '{}' })
    expect(wrong.body).toMatchObject({ status: { error: true, code: 400 } })
  })

  it('sign out', async () => {
    const { ask } = await setUp()
    expect((await ask(`${BASE}/api/1/users/1002/logout`, { method: 'PUT' })).status).toBe(200)
    expect(await logged(ask)).toEqual([[516, 1002]])
  })

  it('take a role by a list without a name, and by nothing else', async () => {
    const { ask, askBeyond, put, settings } = await setUp()
    const address = `${BASE}/api/2/roles/402/users`
    const named = await askBeyond(address, { method: 'DELETE', body: JSON.stringify({ users: [1002] }) })
    expect(named.status).toBe(422)
    expect(settings.roles[1]!.users).toEqual([1002])
    expect((await ask(address, { method: 'DELETE', body: '[1002]' })).status).toBe(204)
    expect(settings.roles[1]!.users).toEqual([])
    await put('/api/2/users/1002', { role_ids: [401, 402] })
    expect(settings.roles[1]!.users).toEqual([1002])
    expect(await logged(ask)).toEqual([514, 513].map(type => [type, 1002]))
  })

  it('remove a second factor; that it is gone is a status beyond the description', async () => {
    const { ask, askBeyond } = await setUp()
    const address = `${BASE}/api/2/mfa/users/1002/devices`
    const [device] = (await ask(address)).body as { device_id: string }[]
    expect((await ask(`${address}/${device!.device_id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await askBeyond(`${address}/${device!.device_id}`, { method: 'DELETE' })).status).toBe(404)
    expect((await ask(address)).body).toEqual([])
    expect((await ask(`${BASE}/api/1/users/1002/otp_devices`)).body).toMatchObject({ data: { otp_devices: [] } })
    expect(await logged(ask)).toEqual([[24, 1002]])
  })
})
