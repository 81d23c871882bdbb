import { createSmartsheet } from './smartsheet.ts'
import type { SmartsheetSettings } from './smartsheet/settings.ts'
import { asking, describedBy, fakeClock, MONDAY, person } from './testing.ts'

const API = 'https://api.smartsheet.com/2.0'
const EVENTS = `${API}/events`
const conformance = describedBy('smartsheet')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const at = (time: number) => new Date(time).toISOString()
const SHEET = 4_001_000_000_000_001
const SIGHT = 8_001_000_000_000_001

function setUp({ scopes, pageRows, people = 0 }: { scopes?: string[]; pageRows?: number; people?: number } = {}) {
  const clock = fakeClock()
  const accounts = [
    person('101', { email: 'ada@acme.example', isAdmin: true }),
    person('102', { email: 'ben@acme.example', groups: ['Planning'] }),
    ...Array.from({ length: people }, (_, index) => person(String(1_000 + index), { email: `p${index}@acme.example` })),
  ]
  const vendor = createSmartsheet({
    accessToken: 'token',
    client: { id: 'app', secret: 'app secret' },
    now: clock.now,
    accounts,
    ...(scopes && { scopes }),
    ...(pageRows && { pageRows }),
  })
  const ask = asking(vendor, conformance, { authorization: 'Bearer token' })
  const bare = asking(vendor, conformance, {})
  return { clock, vendor, accounts, settings: vendor.settings as unknown as SmartsheetSettings, ask, bare }
}

const row = (time: number, eventId = `e${time}`) => ({
  eventId,
  objectType: 'SHEET',
  action: 'LOAD',
  objectId: '41',
  objectIdStr: '41',
  eventTimestamp: at(time),
  userId: 101,
  requestUserId: 101,
  source: 'WEB_APP',
  additionalDetails: { emailAddress: 'ada@acme.example' },
})

interface Page {
  data: { eventId: string }[]
  moreAvailable: boolean
  nextStreamPosition: string
}
const idsOf = ({ body }: { body: unknown }) => (body as Page).data.map(({ eventId }) => eventId)

describe('smartsheet: routes fit the description', () => {
  it.each([
    ['/users/me', 200],
    ['/users?include=lastLogin&page=1&pageSize=100', 200],
    ['/users?email=ben@acme.example', 200],
    ['/users/102', 200],
    ['/users/999', 404],
    ['/groups?page=1&pageSize=100', 200],
    ['/groups/7001000000000001', 200],
    ['/groups/1', 404],
    ['/sheets?page=1&pageSize=100', 200],
    [`/sheets/${SHEET}/publish`, 200],
    ['/sheets/1/publish', 404],
    ['/workspaces?paginationType=token&maxItems=100', 200],
    [`/sights/${SIGHT}/publish`, 200],
    ['/reports/6001000000000001/publish', 200],
    [`/shares?assetType=sheet&assetId=${SHEET}&maxItems=1000`, 200],
    [`/shares/SHR0001?assetType=sheet&assetId=${SHEET}`, 200],
    ['/shares?assetType=sheet&assetId=1', 404],
  ])('GET %s is %i', async (path, status) => {
    const { ask } = setUp()
    expect((await ask(API + path)).status).toBe(status)
  })

  it.each(['/sights', '/reports'])('the list %s is given, which the description leaves out', async path =>
    expect((await setUp().ask(API + path)).body).toMatchObject({ totalCount: 1 }),
  )

  it.each([`/sheets/${SHEET}/shares`, '/workspaces/5001000000000001', '/folders/1'])(
    '%s is gone since June 2026',
    async path => expect((await setUp().ask(API + path)).status).toBe(404),
  )
})

describe('smartsheet: events', () => {
  it('are read from a time, then from the position, also those that came since', async () => {
    const { vendor, ask, clock } = setUp({ pageRows: 2 })
    vendor.emit([1, 2, 3].map(minute => row(MONDAY - minute * MINUTE, `e${minute}`)).reverse())
    const first = await ask(`${EVENTS}?since=${at(MONDAY - HOUR)}&maxCount=1000`)
    const second = await ask(`${EVENTS}?streamPosition=${(first.body as Page).nextStreamPosition}`)
    expect([idsOf(first), idsOf(second)]).toEqual([['e3', 'e2'], ['e1']])
    expect([first, second].map(({ body }) => (body as Page).moreAvailable)).toEqual([true, false])
    vendor.emit([row(clock.advance(MINUTE), 'new')])
    const third = await ask(`${EVENTS}?streamPosition=${(second.body as Page).nextStreamPosition}`)
    const fourth = await ask(`${EVENTS}?streamPosition=${(third.body as Page).nextStreamPosition}`)
    expect([idsOf(third), idsOf(fourth)]).toEqual([['new'], []])
  })

  it.each([
    ['half past is the next hour', MONDAY - 30 * MINUTE, []],
    ['before half past is the hour before', MONDAY - 31 * MINUTE, ['e']],
  ])('a beginning is taken for the nearest hour: %s', async (_, since, ids) => {
    const { vendor, ask } = setUp()
    vendor.emit([row(MONDAY - 45 * MINUTE, 'e')])
    expect(idsOf(await ask(`${EVENTS}?since=${at(since)}`))).toEqual(ids)
  })

  it('an end bounds the first answer, one of the future is now, one at the beginning leaves nothing', async () => {
    const { vendor, ask } = setUp()
    vendor.emit([row(MONDAY - 90 * MINUTE, 'a'), row(MONDAY - 30 * MINUTE, 'b')])
    const since = at(MONDAY - 2 * HOUR)
    const first = await ask(`${EVENTS}?since=${since}&to=${at(MONDAY - HOUR)}`)
    expect([idsOf(first), (first.body as Page).moreAvailable]).toEqual([['a'], false])
    expect(idsOf(await ask(`${EVENTS}?since=${since}&to=${at(MONDAY + 5 * HOUR)}`))).toEqual(['a', 'b'])
    expect(idsOf(await ask(`${EVENTS}?since=${since}&to=${since}`))).toEqual([])
    expect(idsOf(await ask(`${EVENTS}?streamPosition=${(first.body as Page).nextStreamPosition}`))).toEqual(['b'])
  })

  it.each([
    ['neither a time nor a position', ''],
    ['both', `since=${at(MONDAY)}&streamPosition=x`],
    ['an end beside a position', `streamPosition=x&to=${at(MONDAY)}`],
    ['an end before the beginning', `since=${at(MONDAY)}&to=${at(MONDAY - 2 * HOUR)}`],
    ['a position that is none', 'streamPosition=x'],
    ['more than ten thousand', `since=${at(MONDAY)}&maxCount=10001`],
  ])('%s is refused with 400', async (_, query) => expect((await setUp().ask(`${EVENTS}?${query}`)).status).toBe(400))

  it('are listed by GET alone: the filtered list by POST is in no description, and not asked for', async () =>
    expect((await setUp().ask(EVENTS, { method: 'POST', body: '{}' })).status).toBe(405))
})

describe('smartsheet: lists', () => {
  it('give the last page again behind it', async () => {
    const { ask } = setUp({ people: 3 })
    const [last, behind] = [await ask(`${API}/users?page=3&pageSize=2`), await ask(`${API}/users?page=9&pageSize=2`)]
    expect(behind.body).toEqual(last.body)
    expect(last.body).toMatchObject({ totalCount: 5, totalPages: 3, pageNumber: 3 })
  })

  it('leave out the last sign-in of more than a hundred users at once', async () => {
    const { ask } = setUp({ people: 120 })
    const of = async (pageSize: number) =>
      ((await ask(`${API}/users?include=lastLogin&page=1&pageSize=${pageSize}`)).body as { data: object[] }).data[0]
    expect(await of(100)).toHaveProperty('lastLogin')
    expect(await of(1_000)).not.toHaveProperty('lastLogin')
  })

  it('that go on by a key count -1', async () => {
    const { ask, settings } = setUp({ pageRows: 1 })
    settings.assets.push({ id: 5_001_000_000_000_002, type: 'workspace', name: 'More', shares: [] })
    const first = (await ask(`${API}/workspaces?maxItems=100`)).body as { lastKey: string; data: object[] }
    const second = (await ask(`${API}/workspaces?maxItems=100&lastKey=${first.lastKey}`)).body
    expect(first).toMatchObject({ totalCount: -1, data: [{ name: 'Launch' }] })
    expect(second).toMatchObject({ data: [{ name: 'More' }] })
    expect(second).not.toHaveProperty('lastKey')
  })
})

describe('smartsheet: limits and tokens', () => {
  it('are 300 requests a minute, told by code 4003 without saying for how long', async () => {
    const { ask, clock } = setUp()
    for (let count = 0; count < 300; count++) await ask(`${API}/users/me`)
    const refused = await ask(`${API}/users/me`)
    expect([refused.status, refused.body]).toMatchObject([429, { errorCode: 4003 }])
    expect(refused.headers).not.toHaveProperty('retry-after')
    clock.advance(MINUTE)
    expect((await ask(`${API}/users/me`)).status).toBe(200)
  })

  it('of one right open nothing else', async () => {
    const { ask } = setUp({ scopes: ['READ_USERS'] })
    expect((await ask(`${API}/users`)).status).toBe(200)
    expect((await ask(`${API}/sheets`)).status).toBe(403)
    expect((await ask(`${API}/users/102/deactivate`, { method: 'POST' })).status).toBe(403)
  })

  const TOKEN = `${API}/token`
  const form = (fields: Record<string, string>) => ({
    method: 'POST',
    body: new URLSearchParams({ client_id: 'app', client_secret: 'app secret', ...fields }).toString(),
  })

  // The description has the fields of this endpoint as a query; they come as a form, so that it cannot be judged.
  it('are given for a code, end after a week, and are renewed by a token that is good once', async () => {
    const { bare, clock } = setUp()
    const given = (await bare(TOKEN, form({ grant_type: 'authorization_code', code: 'c', scope: 'READ_USERS' }))).body
    const { access_token, refresh_token } = given as Record<string, string>
    const headers = { authorization: `Bearer ${access_token}` }
    expect((await bare(`${API}/users`, { headers })).status).toBe(200)
    expect((await bare(EVENTS, { headers })).status).toBe(403)
    clock.advance(8 * 24 * HOUR)
    expect((await bare(`${API}/users`, { headers })).body).toMatchObject({ errorCode: 1003 })
    const refresh = { grant_type: 'refresh_token', refresh_token: refresh_token! }
    expect((await bare(TOKEN, form(refresh))).status).toBe(200)
    expect((await bare(TOKEN, form(refresh))).status).toBe(400)
    expect((await bare(TOKEN, form({ ...refresh, client_secret: 'other' }))).status).toBe(400)
  })
})

describe('smartsheet: changes', () => {
  const send = (method: string, body?: unknown) => ({
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

  it('of users hold until they are taken back, but not of those whom an identity provider manages', async () => {
    const { ask, settings } = setUp()
    await ask(`${API}/users/102/deactivate`, send('POST'))
    expect((await ask(`${API}/users/102`)).body).toMatchObject({ status: 'DEACTIVATED' })
    await ask(`${API}/users/102/reactivate`, send('POST'))
    expect((await ask(`${API}/users/102`)).body).toMatchObject({ status: 'ACTIVE' })
    settings.users['102'] = { managed: true }
    expect((await ask(`${API}/users/102/deactivate`, send('POST'))).status).toBe(400)
  })

  it('that remove somebody give what they own to another', async () => {
    const { ask, settings } = setUp()
    settings.assets[0]!.shares[0]!.email = 'ben@acme.example'
    const removal = `${API}/users/102?transferSheets=true&removeFromSharing=true`
    expect((await ask(`${removal}&transferTo=999`, send('DELETE'))).status).toBe(400)
    expect((await ask(`${removal}&transferTo=101`, send('DELETE'))).status).toBe(200)
    expect(settings.assets[0]!.shares[0]).toMatchObject({ email: 'ada@acme.example', accessLevel: 'OWNER' })
    expect((await ask(`${API}/users?email=ben@acme.example`)).body).toMatchObject({ totalCount: 0 })
  })

  it('of groups, shares and published pages hold, and are logged as far as Smartsheet logs them', async () => {
    const { ask, vendor, accounts, settings } = setUp()
    const group = `${API}/groups/7001000000000001/members`
    await ask(`${group}/102`, send('DELETE'))
    expect(accounts[1]!.groups).toEqual([])
    // The description has no operation that adds.
    await ask(group, send('POST', [{ email: 'ben@acme.example' }]))
    expect(accounts[1]!.groups).toEqual(['Planning'])
    await ask(`${API}/shares/SHR0001?assetType=sheet&assetId=${SHEET}`, send('DELETE'))
    expect(settings.assets[0]!.shares.map(({ id }) => id)).not.toContain('SHR0001')
    await ask(`${API}/sheets/${SHEET}/publish`, send('PUT', { readOnlyFullEnabled: false }))
    await ask(`${API}/sights/${SIGHT}/publish`, send('PUT', { readOnlyFullEnabled: false }))
    expect((await ask(`${API}/sights/${SIGHT}/publish`)).body).toEqual({ readOnlyFullEnabled: false })
    const logged = (await ask(`${EVENTS}?since=${at(MONDAY)}`)).body as {
      data: { objectType: string; action: string }[]
    }
    expect(logged.data.map(({ objectType, action }) => `${objectType}-${action}`)).toEqual([
      'GROUP-REMOVE_MEMBER',
      'GROUP-ADD_MEMBER',
      'SHEET-REMOVE_SHARE',
      'DASHBOARD-REMOVE_PUBLISH',
    ])
    expect(vendor.size()).toBe(4)
  })
})
