import { generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import type { BoxSettings } from './box/settings.ts'
import { createBox } from './box.ts'
import { asking, describedBy, fakeClock, MONDAY, person } from './testing.ts'

const BASE = 'https://api.box.com'
const API = `${BASE}/2.0`
const conformance = describedBy('box')
const MINUTE = 60_000
const DAY = 1_440 * MINUTE
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const CLIENT = { client_id: 'client', client_secret: 'secret' }
const ENTERPRISE = { ...CLIENT, grant_type: 'client_credentials', box_subject_type: 'enterprise', box_subject_id: '44' }
const ADA = { 'as-user': '1' }
const BEN = { 'as-user': '2' }
const KIM = { 'as-user': '3' }
const CLASSIFICATION = 'metadata/enterprise/securityClassification-6VMVochwUWo'

async function setUp(pageRows?: number) {
  const clock = fakeClock()
  const vendor = createBox({
    enterpriseId: '44',
    contentAdmin: '1',
    clientId: 'client',
    clientSecret: 'secret',
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    now: clock.now,
    accounts: [
      person('1', { isAdmin: true }),
      person('2', { groups: ['Legal'] }),
      person('3', { email: 'kim@partner.example' }),
      person('4', { status: 'SUSPENDED' }),
    ],
    settings: {
      external: ['3'],
      groups: [{ id: '30', name: 'Legal' }],
      items: [
        { id: '50', type: 'folder', name: 'Plans', owner: '2', parent: '0', modified: '2026-03-01T08:00:00Z' },
        {
          id: '51',
          type: 'file',
          name: 'plan.pdf',
          owner: '2',
          parent: '50',
          modified: '2026-03-01T08:00:00Z',
          link: { access: 'open' },
          collaborations: [{ id: '60', user: '3', role: 'viewer' }],
        },
        { id: '52', type: 'file', name: 'secret.pdf', owner: '2', parent: '50', modified: '2026-03-01T08:00:00Z' },
      ],
    },
    ...(pageRows && { pageRows }),
  })
  const settings = vendor.settings as unknown as BoxSettings
  const token = (form: Record<string, string>) =>
    asking(
      vendor,
      conformance,
      {},
    )(`${BASE}/oauth2/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    })
  const { access_token } = (await token(ENTERPRISE)).body as { access_token: string }
  const ask = asking(vendor, conformance, { authorization: `Bearer ${access_token}` })
  const send = (method: string, path: string, json: object, headers: Record<string, string> = ADA) =>
    ask(`${API}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(json),
    })
  const events = async (query: string) => {
    const { body, last } = await ask(`${API}/events?${query}`)
    const { entries, next_stream_position: next } = body as {
      entries: { event_id: string }[]
      next_stream_position: string | number
    }
    return { ids: entries.map(({ event_id }) => event_id), next, last }
  }
  return { clock, vendor, settings, token, ask, send, events }
}

const event = (id: string, time: number) => ({
  type: 'event',
  event_id: id,
  event_type: 'LOGIN',
  created_at: new Date(time).toISOString(),
  source: { type: 'user', id: '2' },
})

describe('box: routes fit the description', () => {
  it.each<[string, Record<string, string>, number]>([
    ['/users/me', {}, 200],
    ['/users?limit=1', {}, 200],
    ['/users?usemarker=true&user_type=all&fields=id,role,status', {}, 200],
    ['/users/2?fields=status', {}, 200],
    ['/users/9', {}, 404],
    ['/groups?limit=1000&offset=0', {}, 200],
    ['/groups/30/memberships?limit=1000', {}, 200],
    ['/retention_policies?fields=status,assignment_counts', {}, 200],
    ['/enterprise_configurations/44?categories=security,shield', { 'box-version': '2025.0' }, 200],
    ['/folders/0/items?usemarker=true', BEN, 200],
    ['/folders/50', BEN, 200],
    ['/files/51?fields=name,shared_link,lock,classification,path_collection', BEN, 200],
    ['/files/51/collaborations', BEN, 200],
    [`/files/51/${CLASSIFICATION}`, BEN, 404],
    ['/files/99', ADA, 404],
    ['/events?stream_type=all', {}, 400],
  ])('GET %s in the name of %j is %i', async (path, headers, status) => {
    const { ask } = await setUp()
    expect((await ask(`${API}${path}`, { headers })).status).toBe(status)
  })
})

describe('box: the stream', () => {
  const LIVE = 'stream_type=admin_logs_streaming'

  it('comes in no order, some twice, and only an empty page is the last', async () => {
    const { vendor, events } = await setUp(2)
    vendor.emit(['a', 'b', 'c'].map((id, index) => event(id, MONDAY - 10_000 + index)))
    const first = await events(`${LIVE}&stream_position=0`)
    const second = await events(`${LIVE}&stream_position=${first.next}`)
    const third = await events(`${LIVE}&stream_position=${second.next}`)
    expect([first.ids, second.ids, third.ids]).toEqual([['b', 'a'], ['b', 'c'], []])
    expect(third.next).toBe(second.next)
    expect(typeof third.next).toBe('number')
  })

  it('begins two weeks ago, whatever times are asked for', async () => {
    const { vendor, events } = await setUp()
    vendor.emit([event('old', MONDAY - 15 * DAY), event('new', MONDAY - 13 * DAY)])
    expect((await events(`${LIVE}&stream_position=0&created_after=2026-03-01T00:00:00Z`)).ids).toEqual(['new'])
    expect((await events(`${LIVE}&stream_position=now`)).ids).toEqual([])
  })

  it('gives the position 0 again where there is nothing', async () => {
    const { events } = await setUp()
    expect((await events(`${LIVE}&stream_position=0`)).next).toBe(0)
  })
})

describe('box: the log of the past', () => {
  it('comes by time and span, with a text as its place', async () => {
    const { vendor, events } = await setUp(2)
    vendor.emit([3, 1, 2, 5].map(hours => event(`h${hours}`, MONDAY - hours * 60 * MINUTE)))
    const span = 'stream_type=admin_logs&created_after=2026-03-02T05:00:00Z&created_before=2026-03-02T09:00:00Z'
    const first = await events(span)
    const second = await events(`${span}&stream_position=${first.next}`)
    const third = await events(`${span}&stream_position=${second.next}`)
    expect([first.ids, second.ids, third.ids]).toEqual([['h3', 'h2'], ['h1'], []])
    expect(typeof first.next).toBe('string')
  })

  it('has the ids of the stream', async () => {
    const { vendor, events } = await setUp()
    vendor.emit([event('a', MONDAY - MINUTE)])
    expect((await events('stream_type=admin_logs')).ids).toEqual((await events('stream_type=admin_logs_streaming')).ids)
  })
})

describe('box: who may what', () => {
  it.each<[string, Record<string, string>, string, number]>([
    ['the app itself', {}, '51', 404],
    ['the owner', BEN, '51', 200],
    ['a collaborator', KIM, '51', 200],
    ['a collaborator of another file', KIM, '52', 404],
    ['an administrator', ADA, '52', 200],
    ['somebody inactive', { 'as-user': '4' }, '51', 403],
  ])('%s with %j asks for file %s: %i', async (_, headers, file, status) => {
    const { ask } = await setUp()
    expect((await ask(`${API}/files/${file}`, { headers })).status).toBe(status)
  })

  it('an app that was not authorised again is refused everything', async () => {
    const { ask, settings } = await setUp()
    settings.authorised = false
    const { status, body } = await ask(`${API}/events?stream_type=admin_logs`)
    expect([status, (body as { code: string }).code]).toEqual([403, 'access_denied_insufficient_permissions'])
  })

  it('users show their role only when asked', async () => {
    const { ask } = await setUp()
    expect((await ask(`${API}/users/1`)).body).not.toHaveProperty('role')
    expect((await ask(`${API}/users/1?fields=role`)).body).toHaveProperty('role', 'coadmin')
  })

  it('answers the 1,001st request of a minute with 429, and when to come again', async () => {
    const { clock, ask } = await setUp()
    for (let count = 1; count < 1_000; count += 1) await ask(`${API}/users/me`)
    const { status, headers } = await ask(`${API}/users/me`)
    expect([status, headers['retry-after']]).toEqual([429, '60'])
    clock.advance(MINUTE)
    expect((await ask(`${API}/users/me`)).status).toBe(200)
  })
})

describe('box: tokens', () => {
  const assertion = (more: object = {}, seconds = 45) =>
    new SignJWT({ box_sub_type: 'enterprise', jti: '0123456789abcdef', ...more })
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer('client')
      .setSubject('44')
      .setAudience('https://api.box.com/oauth2/token')
      .setIssuedAt(MONDAY / 1000)
      .setExpirationTime(MONDAY / 1000 + seconds)
      .sign(privateKey)
  const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

  it('last an hour, and come without one to refresh by', async () => {
    const { clock, ask, token } = await setUp()
    expect((await token(ENTERPRISE)).body).not.toHaveProperty('refresh_token')
    clock.advance(61 * MINUTE)
    expect((await ask(`${API}/users/me`)).status).toBe(401)
  })

  it.each([
    ['another secret', { ...ENTERPRISE, client_secret: 'x' }],
    ['another enterprise', { ...ENTERPRISE, box_subject_id: '45' }],
    ['a user', { ...ENTERPRISE, box_subject_type: 'user' }],
  ])('are not given for %s', async (_, form) => {
    const { token } = await setUp()
    expect((await token(form)).status).toBe(400)
  })

  it.each<[string, object, number, number]>([
    ['what is signed', {}, 45, 200],
    ['what lasts over a minute', {}, 90, 400],
    ['a jti that is short', { jti: 'short' }, 45, 400],
    ['a user', { box_sub_type: 'user' }, 45, 400],
  ])('for %s', async (_, more, seconds, status) => {
    const { token } = await setUp()
    expect((await token({ ...CLIENT, grant_type, assertion: await assertion(more, seconds) })).status).toBe(status)
  })
})

describe('box: changes', () => {
  it('ends sessions when both lists are there', async () => {
    const { send } = await setUp()
    const path = '/users/terminate_sessions'
    expect((await send('POST', path, { user_ids: ['2'], user_logins: [] })).status).toBe(202)
    expect((await send('POST', path, { user_ids: ['9'], user_logins: [] })).status).toBe(404)
  })

  it('makes a user inactive, and logs it', async () => {
    const { send, vendor } = await setUp()
    expect((await send('PUT', '/users/2?fields=status', { status: 'inactive' })).body).toHaveProperty(
      'status',
      'inactive',
    )
    expect(vendor.size()).toBe(1)
  })

  it('removes a link by null, keeps a lock, and refuses a second classification', async () => {
    const { send, settings } = await setUp()
    expect((await send('PUT', '/files/51?fields=shared_link', { shared_link: null })).body).toHaveProperty(
      'shared_link',
      null,
    )
    await send('PUT', '/files/51?fields=lock', { lock: { type: 'lock', is_download_prevented: true } })
    expect(settings.items[1]!.lock).toEqual({ is_download_prevented: true })
    const label = { Box__Security__Classification__Key: 'Internal' }
    expect((await send('POST', `/files/51/${CLASSIFICATION}`, label)).status).toBe(201)
    expect((await send('POST', `/files/51/${CLASSIFICATION}`, label)).status).toBe(409)
  })

  it('trashes a file and gives it back', async () => {
    const { ask, send } = await setUp()
    expect((await ask(`${API}/files/52`, { method: 'DELETE', headers: ADA })).status).toBe(204)
    expect((await ask(`${API}/files/52`, { headers: ADA })).status).toBe(404)
    expect((await send('POST', '/files/52', {})).status).toBe(201)
    expect((await ask(`${API}/files/52`, { headers: ADA })).status).toBe(200)
  })

  it('gives all that somebody owns to another', async () => {
    const { send, settings } = await setUp()
    expect((await send('PUT', '/users/2/folders/0?notify=false', { owned_by: { id: '1' } })).status).toBe(200)
    expect(settings.items.map(({ owner }) => owner)).toEqual(['1', '1', '1', '1'])
  })

  it('takes somebody out of a file', async () => {
    const { ask } = await setUp()
    expect((await ask(`${API}/collaborations/60`, { method: 'DELETE', headers: BEN })).status).toBe(204)
    expect((await ask(`${API}/files/51`, { headers: KIM })).status).toBe(404)
  })
})
