import { createEgnyte } from './egnyte.ts'
import type { EgnyteSettings } from './egnyte/settings.ts'
import { asking, describedBy, fakeClock, MONDAY, person } from './testing.ts'

const API = 'https://acme.egnyte.com/pubapi'
const STREAM = `${API}/v2/audit/stream`
const conformance = describedBy('egnyte')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const at = (time: number) => new Date(time).toISOString()

function setUp({ scopes, pageRows }: { scopes?: string[]; pageRows?: number } = {}) {
  const clock = fakeClock()
  const accounts = [person('101', { login: 'ada', isAdmin: true }), person('102', { login: 'ben', groups: ['Sales'] })]
  const vendor = createEgnyte({
    domain: 'acme',
    accessToken: 'token',
    client: { id: 'key', secret: 'shared secret' },
    now: clock.now,
    accounts,
    ...(scopes && { scopes }),
    ...(pageRows && { pageRows }),
  })
  const ask = asking(vendor, conformance, { authorization: 'Bearer token' })
  const bare = asking(vendor, conformance, {})
  const settings = vendor.settings as unknown as EgnyteSettings
  /** Asks at a pace that nobody minds. */
  const slowly = async (...of: Parameters<typeof ask>) => {
    clock.advance(MINUTE)
    return ask(...of)
  }
  return { clock, vendor, accounts, settings, ask, bare, slowly }
}

const row = (date: number) => ({ date, auditSource: 'FILE_AUDIT', action: 'Preview', userId: '101' })

interface Page {
  nextCursor: string
  moreEvents: boolean
  events: { date: number }[]
}

describe('egnyte: routes fit the description', () => {
  it.each([
    ['/v1/userinfo', 200],
    ['/v2/users?startIndex=1&count=100', 200],
    ['/v2/users?startIndex=0', 400],
    ['/v2/users/101', 200],
    ['/v2/users/999', 404],
    ['/v2/groups?startIndex=1&count=100', 200],
    ['/v2/groups/c1d2-sales', 200],
    ['/v2/groups/none', 404],
    ['/v2/links?offset=0&count=500', 200],
    ['/v1/links/AnyOne0001', 200],
    ['/v1/links/none', 404],
    ['/v1/fs/Shared?list_content=true', 200],
    ['/v1/fs/Shared/Finance/Prices.pdf', 200],
    ['/v1/fs/Shared/Nowhere', 404],
    ['/v2/perms/Shared', 200],
    ['/v2/perms/Shared/Sales%20%26%20Offers', 200],
    ['/v2/perms/Shared/Nowhere', 404],
    ['/v2/events/cursor', 200],
  ])('GET %s is %i', async (path, status) => {
    const { ask } = setUp()
    expect((await ask(API + path)).status).toBe(status)
  })
})

describe('egnyte: the audit stream', () => {
  it('looks through half an hour a request, and answers empty pages while more follows', async () => {
    const { vendor, slowly } = setUp()
    vendor.emit([row(MONDAY - 170 * MINUTE), row(MONDAY - 10 * MINUTE)])
    const pages: Page[] = []
    for (let query = `startDate=${at(MONDAY - 3 * HOUR)}`; pages.at(-1)?.moreEvents !== false;) {
      const page = (await slowly(`${STREAM}?${query}`)).body as Page
      pages.push(page)
      query = `nextCursor=${page.nextCursor}`
    }
    expect(pages.map(({ events }) => events.length)).toEqual([1, 0, 0, 0, 0, 1, 0])
  })

  it('goes on from the last cursor, and gives what came late', async () => {
    const { clock, vendor, slowly } = setUp()
    const first = (await slowly(`${STREAM}?startDate=${at(MONDAY)}`)).body as Page
    vendor.emit([row(clock.now() + 1_000), row(clock.now() - 20_000)])
    const second = (await slowly(`${STREAM}?nextCursor=${first.nextCursor}`)).body as Page
    expect([first.events.length, second.events.length, second.moreEvents]).toEqual([0, 2, false])
  })

  it('cuts a page that is full, and goes on behind it', async () => {
    const { vendor, slowly } = setUp({ pageRows: 2 })
    vendor.emit([1, 2, 3].map(second => row(MONDAY - MINUTE + second)))
    const first = (await slowly(`${STREAM}?startDate=${at(MONDAY - MINUTE)}`)).body as Page
    const second = (await slowly(`${STREAM}?nextCursor=${first.nextCursor}`)).body as Page
    expect([first, second].map(({ events }) => events.map(({ date }) => date - MONDAY + MINUTE))).toEqual([[1, 2], [3]])
    expect(first.moreEvents).toBe(true)
  })

  it('ends at the end that was asked for', async () => {
    const { vendor, slowly } = setUp()
    vendor.emit([row(MONDAY - 50 * MINUTE), row(MONDAY - 10 * MINUTE)])
    const { body } = await slowly(`${STREAM}?startDate=${at(MONDAY - HOUR)}&endDate=${at(MONDAY - 40 * MINUTE)}`)
    expect(body).toMatchObject({ moreEvents: false, events: [{ date: MONDAY - 50 * MINUTE }] })
  })

  it.each([
    ['a start of eight days ago', `startDate=${at(MONDAY - 8 * DAY)}`],
    ['no start', ''],
    ['a cursor that is none', 'nextCursor=x'],
  ])('refuses %s with 400', async (_, query) => expect((await setUp().ask(`${STREAM}?${query}`)).status).toBe(400))

  it('forgets cursors after seven days, and takes none beside a date', async () => {
    const { clock, ask } = setUp()
    const { nextCursor } = (await ask(`${STREAM}?startDate=${at(MONDAY)}`)).body as Page
    expect((await ask(`${STREAM}?nextCursor=${nextCursor}&startDate=${at(MONDAY)}`)).status).toBe(400)
    clock.advance(8 * DAY)
    expect((await ask(`${STREAM}?nextCursor=${nextCursor}`)).status).toBe(400)
  })

  it('answers ten requests a minute and a hundred an hour, whatever else is asked', async () => {
    const { clock, ask } = setUp()
    const many = async (count: number) => {
      const statuses: number[] = []
      for (let asked = 0; asked < count; asked++)
        statuses.push((await ask(`${STREAM}?startDate=${at(clock.now())}`)).status)
      return statuses.filter(status => status === 429).length
    }
    expect(await many(11)).toBe(1)
    for (let minute = 0; minute < 9; minute++) {
      clock.advance(MINUTE)
      await many(10)
    }
    clock.advance(MINUTE)
    const refused = await ask(`${STREAM}?startDate=${at(clock.now())}`)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(60)
    expect((await ask(`${API}/v1/userinfo`)).status).toBe(200)
  })
})

describe('egnyte: limits of a token', () => {
  it('are two calls a second and a thousand a day, told by a 403 with a code', async () => {
    const { clock, ask } = setUp()
    const statuses = [await ask(`${API}/v1/userinfo`), await ask(`${API}/v1/userinfo`), await ask(`${API}/v1/userinfo`)]
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 403])
    expect(statuses[2]!.headers).toMatchObject({ 'x-mashery-error-code': 'ERR_403_DEVELOPER_OVER_QPS' })
    for (let count = 2; count < 1_000; count++) {
      clock.advance(1_000)
      await ask(`${API}/v1/userinfo`)
    }
    clock.advance(1_000)
    expect((await ask(`${API}/v1/userinfo`)).headers).toMatchObject({
      'x-mashery-error-code': 'ERR_403_DEVELOPER_OVER_RATE',
    })
  })
})

describe('egnyte: tokens', () => {
  const form = (fields: Record<string, string>) => ({
    method: 'POST',
    body: new URLSearchParams({ client_id: 'key', client_secret: 'shared secret', ...fields }).toString(),
  })
  const TOKEN = 'https://acme.egnyte.com/puboauth/token'

  it('are given for a code, refreshed, and end after thirty days', async () => {
    const { clock, bare } = setUp()
    const given = await bare(TOKEN, form({ grant_type: 'authorization_code', code: 'c', scope: 'Egnyte.user' }))
    const { access_token, refresh_token } = given.body as Record<string, string>
    const headers = { authorization: `Bearer ${access_token}` }
    expect((await bare(`${API}/v2/users`, { headers })).status).toBe(200)
    expect((await bare(`${API}/v2/groups`, { headers })).status).toBe(403)
    clock.advance(31 * DAY)
    expect((await bare(`${API}/v2/users`, { headers })).status).toBe(401)
    const refresh = { grant_type: 'refresh_token', refresh_token: refresh_token! }
    expect((await bare(TOKEN, form(refresh))).status).toBe(200)
    expect((await bare(TOKEN, form({ ...refresh, client_secret: 'other' }))).status).toBe(400)
  })

  it('are given a hundred times an hour, then refused with 409', async () => {
    const { bare } = setUp()
    for (let count = 0; count < 100; count++) await bare(TOKEN, form({ grant_type: 'authorization_code', code: 'c' }))
    expect((await bare(TOKEN, form({ grant_type: 'authorization_code', code: 'c' }))).status).toBe(409)
  })

  it('of one scope open nothing else', async () => {
    const { slowly } = setUp({ scopes: ['Egnyte.link'] })
    expect((await slowly(`${API}/v2/links`)).status).toBe(200)
    expect((await slowly(`${STREAM}?startDate=${at(MONDAY)}`)).status).toBe(403)
    expect((await slowly(`${API}/v1/fs/Shared`)).status).toBe(403)
  })
})

describe('egnyte: changes', () => {
  const send = (method: string, body?: object) => ({ method, ...(body && { body: JSON.stringify(body) }) })

  it('of users, groups, permissions, links and files hold, and are in the log', async () => {
    const { vendor, accounts, settings, slowly } = setUp()
    await slowly(`${API}/v2/users/102`, send('PATCH', { active: false }))
    await slowly(`${API}/v2/groups/c1d2-sales`, send('PATCH', { members: [{ value: 102, operation: 'delete' }] }))
    const perms = `${API}/v2/perms/Shared/Sales%20%26%20Offers`
    await slowly(perms, send('POST', { userPerms: { ben: 'None' } }))
    await slowly(`${API}/v1/fs/Shared/Finance/Prices.pdf`, send('DELETE'))
    await slowly(`${API}/v1/links/AnyOne0001`, send('DELETE'))
    expect(accounts[1]).toMatchObject({ status: 'SUSPENDED', groups: [] })
    expect(settings.folders[1]!.userPerms).toEqual({ ada: 'Owner' })
    expect(settings.links.map(({ id }) => id)).not.toContain('AnyOne0001')
    expect((await slowly(`${API}/v1/fs/Shared/Finance/Prices.pdf`)).status).toBe(404)
    expect(vendor.size()).toBe(5)
  })
})
