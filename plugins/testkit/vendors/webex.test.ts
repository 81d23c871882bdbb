import { conformanceOf, sharedFolder } from '../conformance/index.ts'
import { asking, describedBy, fakeClock, MONDAY, nextLink, person, requestTo } from './testing.ts'
import { webexId, webexUuid } from './webex/ids.ts'
import { memberOf, roleId, type WebexSettings } from './webex/settings.ts'
import { createWebex } from './webex.ts'

const BASE = 'https://webexapis.com/v1'
const MINUTE = 60_000
const UUID = webexUuid('acme')
const ORG = webexId('ORGANIZATION', UUID)
const conformance = describedBy('webex')
const idOf = (name: string) => webexId('PEOPLE', webexUuid(name))
const client = { clientId: 'C-casbah', clientSecret: 'secret', refreshToken: 'refresh' }

async function setUp(options: Partial<Parameters<typeof createWebex>[0]> = {}) {
  const clock = fakeClock()
  const accounts = [
    person('ada', { id: idOf('ada'), isAdmin: true, groups: ['Sales'] }),
    person('ben', { id: idOf('ben'), groups: ['Sales'] }),
    person('eve', { id: idOf('eve'), status: 'DEPROVISIONED' }),
  ]
  const vendor = createWebex({ organisation: UUID, ...client, now: clock.now, accounts, ...options })
  const settings = vendor.settings as unknown as WebexSettings
  const token = (form: Record<string, string>) =>
    asking(
      vendor,
      conformance,
      {},
    )(`${BASE}/access_token`, {
      method: 'POST',
      body: new URLSearchParams(form).toString(),
    })
  const { body } = await token({
    grant_type: 'refresh_token',
    client_id: client.clientId,
    client_secret: client.clientSecret,
    refresh_token: client.refreshToken,
  })
  const authorization = `Bearer ${(body as { access_token: string }).access_token}`
  const ask = asking(vendor, conformance, { authorization, 'content-type': 'application/json' })
  const send = (method: string, path: string, json?: object) =>
    ask(`${BASE}${path}`, { method, ...(json && { body: JSON.stringify(json) }) })
  return { clock, vendor, accounts, settings, token, ask, send, authorization }
}

const event = (time: number) => ({
  id: webexUuid(String(time)),
  created: new Date(time).toISOString(),
  actorId: idOf('ada'),
  actorOrgId: ORG,
  data: { eventDescription: 'An admin logged in.', eventCategory: 'LOGINS' },
})
const content = (time: number) => ({
  id: webexUuid('content', String(time)),
  resource: 'messages',
  type: 'created',
  actorId: idOf('ben'),
  orgId: ORG,
  created: new Date(time).toISOString(),
  data: { id: webexId('MESSAGE', webexUuid(String(time))) },
})
const timesIn = (body: unknown) => (body as { items: { created: string }[] }).items.map(({ created }) => created)
const iso = (time: number) => new Date(time).toISOString()

describe('webex: routes fit the description', () => {
  it.each([
    ['/people', 200],
    ['/people?max=1001', 400],
    [`/people?roles=${roleId('Full Administrator')}`, 200],
    [`/people/${idOf('ada')}`, 200],
    [`/people/${idOf('eve')}`, 404],
    ['/roles', 200],
    ['/authorizations', 400],
    [`/authorizations?personId=${idOf('ben')}`, 200],
    ['/authorizations?personEmail=ben@acme.example', 200],
    ['/rooms?type=group', 200],
    ['/rooms?orgPublicSpaces=true', 200],
    [`/rooms/${webexId('ROOM', webexUuid('space', 'Launch'))}`, 200],
    ['/rooms/nowhere', 404],
    [`/memberships?roomId=${webexId('ROOM', webexUuid('space', 'Launch'))}`, 200],
    [`/team/memberships?teamId=${webexId('TEAM', webexUuid('team', 'Launch'))}`, 200],
    ['/messages', 400],
    [`/messages?roomId=${webexId('ROOM', webexUuid('space', 'Launch'))}`, 200],
    ['/meetingPreferences/sites', 200],
    ['/admin/meeting/config/commonSettings?siteUrl=acme.webex.com', 200],
    ['/admin/meeting/config/commonSettings?siteUrl=other.webex.com', 404],
    [`/adminAudit/events?orgId=${ORG}&from=${iso(MONDAY - MINUTE)}&to=${iso(MONDAY)}&max=200`, 200],
    [`/adminAudit/events?orgId=${ORG}&from=${iso(MONDAY - MINUTE)}&to=${iso(MONDAY)}&max=201`, 400],
    [`/adminAudit/events?orgId=${UUID}&from=${iso(MONDAY - MINUTE)}&to=${iso(MONDAY)}`, 403],
    [`/adminAudit/events?orgId=${ORG}&startTime=${iso(MONDAY - MINUTE)}&endTime=${iso(MONDAY)}`, 400],
    [`/adminAudit/events?orgId=${ORG}&from=2025-01-01T00:00:00Z&to=2026-03-01T00:00:00Z`, 400],
    [`/admin/securityAudit/events?orgId=${ORG}&startTime=${iso(MONDAY - MINUTE)}&endTime=${iso(MONDAY)}&max=1000`, 200],
    [`/admin/securityAudit/events?orgId=${ORG}&from=${iso(MONDAY - MINUTE)}&to=${iso(MONDAY)}`, 400],
    [`/events?from=${iso(MONDAY - MINUTE)}&to=${iso(MONDAY)}&max=1000`, 200],
    [`/events?from=${iso(MONDAY - MINUTE)}&to=${iso(MONDAY + MINUTE)}`, 400],
    ['/nothing', 404],
  ])('GET %s is %i', async (path, status) => {
    const { send } = await setUp()
    expect((await send('GET', path)).status).toBe(status)
  })

  // What the connector needs and the description, which holds forty operations, leaves out.
  it.each([
    ['GET', '/groups?count=100', undefined],
    ['PUT', `/rooms/${webexId('ROOM', webexUuid('space', 'Launch'))}`, { title: 'Launch', isLocked: true }],
    ['POST', '/memberships', { roomId: webexId('ROOM', webexUuid('space', 'Launch')), personId: idOf('ben') }],
    ['POST', '/team/memberships', { teamId: webexId('TEAM', webexUuid('team', 'Launch')), personId: idOf('ben') }],
    ['GET', `/messages/${webexId('MESSAGE', webexUuid('m'))}`, undefined],
  ])('%s %s is not described', async (method, path, json) => {
    const { vendor, authorization, settings } = await setUp()
    settings.spaces.concat(settings.teams as never).forEach(place => (place.members = []))
    settings.messages.push({
      id: webexId('MESSAGE', webexUuid('m')),
      roomId: settings.spaces[1]!.id,
      personId: idOf('ben'),
      personEmail: 'ben@acme.example',
      text: '',
      files: [],
      created: iso(MONDAY),
    })
    const request = requestTo(`${BASE}${path}`, {
      method,
      headers: { authorization },
      ...(json && { body: JSON.stringify(json) }),
    })
    const answer = await vendor.answer(request)
    expect(answer).toMatchObject({ status: 200, undescribed: true })
    const judge = conformanceOf('webex', sharedFolder())
    if (judge) expect(judge.violations(request, { ...answer, undescribed: false })).not.toEqual([])
  })
})

describe('webex: logs', () => {
  const span = (first: string, last: string, from: number, to: number) => `${first}=${iso(from)}&${last}=${iso(to)}`

  it('are newest first, and leave out what is of the ends of a span', async () => {
    const { vendor, send } = await setUp()
    vendor.emit([3, 1, 2].map(minutes => event(MONDAY - minutes * MINUTE)))
    const { body } = await send(
      'GET',
      `/adminAudit/events?orgId=${ORG}&${span('from', 'to', MONDAY - 3 * MINUTE, MONDAY - MINUTE)}`,
    )
    expect(timesIn(body)).toEqual([iso(MONDAY - 2 * MINUTE)])
  })

  it('go on by an offset in the admin audit, without a link', async () => {
    const { vendor, send } = await setUp({ pageRows: 1 })
    vendor.emit([1, 2, 3].map(minutes => event(MONDAY - minutes * MINUTE)))
    const address = `/adminAudit/events?orgId=${ORG}&${span('from', 'to', MONDAY - 5 * MINUTE, MONDAY)}&max=2`
    const [first, second] = [await send('GET', address), await send('GET', `${address}&offset=2`)]
    expect([timesIn(first.body).length, timesIn(second.body).length]).toEqual([2, 1])
    expect([first.last, second.last, first.headers.link]).toEqual([false, true, undefined])
  })

  it.each([
    ['security-audit', `/admin/securityAudit/events?orgId=${ORG}&`, 'startTime', 'endTime', event],
    ['content-events', '/events?', 'from', 'to', content],
  ] as const)('go on by a link in %s, which is not the first among them', async (log, path, first, last, row) => {
    const { vendor, send, ask } = await setUp({ pageRows: 2 })
    vendor.emit(
      [1, 2, 3].map(minutes => row(MONDAY - minutes * MINUTE)),
      log,
    )
    const page = await send('GET', `${path}${span(first, last, MONDAY - 5 * MINUTE, MONDAY)}&max=10`)
    expect(timesIn(page.body)).toHaveLength(2)
    expect(String(page.headers.link)).toMatch(/^<[^>]+>; rel="first", </)
    const rest = await ask(nextLink(page)!)
    expect(timesIn(rest.body)).toEqual([iso(MONDAY - 3 * MINUTE)])
    expect(nextLink(rest)).toBeUndefined()
  })
})

describe('webex: people', () => {
  it('tell by text whether they may sign in, and what concerns calling to who asks for it', async () => {
    const { send, settings } = await setUp()
    settings.profiles[idOf('ben')]!.extension = '8001'
    expect((await send('GET', `/people/${idOf('ben')}`)).body).toMatchObject({ loginEnabled: 'true' })
    expect((await send('GET', `/people/${idOf('ben')}`)).body).not.toHaveProperty('extension')
    expect((await send('GET', `/people/${idOf('ben')}?callingData=true`)).body).toHaveProperty('extension', '8001')
  })

  it('lose what a change leaves out', async () => {
    const { send } = await setUp()
    const change = { displayName: 'Ada', loginEnabled: false }
    const { body } = await send('PUT', `/people/${idOf('ada')}`, change)
    expect(body).toMatchObject({ displayName: 'Ada', loginEnabled: 'false', roles: [] })
    for (const field of ['licenses', 'department', 'firstName', 'phoneNumbers', 'siteUrls'])
      expect(body).not.toHaveProperty(field)
    expect((await send('PUT', `/people/${idOf('ada')}`, { loginEnabled: false })).status).toBe(400)
  })

  it('end what they let in one by one, or all of one app', async () => {
    const { send, settings, vendor } = await setUp()
    const [one] = settings.authorizations
    expect((await send('DELETE', `/authorizations/${one!.id}`)).status).toBe(204)
    expect((await send('DELETE', `/authorizations/${one!.id}`)).status).toBe(404)
    expect((await send('DELETE', `/authorizations?clientId=${one!.clientId}`)).status).toBe(204)
    expect(settings.authorizations).toEqual([])
    expect(vendor.size('admin-audit')).toBe(2)
  })
})

describe('webex: spaces', () => {
  it('lose and take in members, and tell of it', async () => {
    const { send, settings, vendor } = await setUp()
    const space = settings.spaces[1]!
    const guest = memberOf(
      space.id,
      { id: idOf('kim'), email: 'kim@partner.example' },
      webexId('ORGANIZATION', 'other'),
    )
    space.members.push(guest)
    expect((await send('DELETE', `/memberships/${guest.id}`)).status).toBe(204)
    expect((await send('DELETE', `/memberships/${guest.id}`)).status).toBe(404)
    expect(space.members.map(({ personEmail }) => personEmail)).toEqual(['ada@acme.example', 'ben@acme.example'])
    expect(vendor.size('content-events')).toBe(1)
  })
})

describe('webex: signing in', () => {
  it.each([
    ['another secret', { client_secret: 'other' }, 401],
    ['another refresh token', { refresh_token: 'other' }, 400],
    ['another grant', { grant_type: 'password' }, 400],
  ])('is refused with %s', async (_, change, status) => {
    const { token } = await setUp()
    const form = {
      grant_type: 'refresh_token',
      client_id: client.clientId,
      client_secret: client.clientSecret,
      refresh_token: client.refreshToken,
    }
    expect((await token({ ...form, ...change })).status).toBe(status)
  })

  it('lasts two weeks', async () => {
    const { clock, send } = await setUp()
    clock.advance(14 * 1_440 * MINUTE + 1_000)
    expect(await send('GET', '/roles')).toMatchObject({ status: 401, body: { message: expect.any(String) } })
  })

  it('lets in by right', async () => {
    const { send } = await setUp({ scopes: ['spark-admin:people_read'] })
    expect((await send('GET', '/people')).status).toBe(200)
    expect((await send('PUT', `/people/${idOf('ben')}`, { displayName: 'Ben' })).status).toBe(403)
    expect((await send('GET', '/roles')).status).toBe(403)
  })

  it('answers too many requests with the seconds to wait', async () => {
    const { send, clock } = await setUp()
    for (let count = 0; count < 300; count += 1) await send('GET', '/roles')
    expect(await send('GET', '/roles')).toMatchObject({ status: 429, headers: { 'retry-after': '60' } })
    clock.advance(MINUTE)
    expect((await send('GET', '/roles')).status).toBe(200)
  })
})
