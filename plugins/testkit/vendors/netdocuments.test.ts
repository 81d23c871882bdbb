import type { NetDocumentsSettings } from './netdocuments/settings.ts'
import { createNetDocuments } from './netdocuments.ts'
import { asking, describedBy, fakeClock, MONDAY, person } from './testing.ts'

const BASE = 'https://api.vault.netvoyage.com'
const REPOSITORY = `${BASE}/v1/Repository/CA-ACME0001`
const conformance = describedBy('netdocuments')
const MINUTE = 60_000
const DAY = 1_440 * MINUTE
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`
const CLIENT = basic('AP-CASBAH01|CA-ACME0001:secret')

async function setUp(scope = 'read admin') {
  const clock = fakeClock()
  const accounts = [person('VAULT-ADA'), person('VAULT-KIM', { groups: ['external'] })]
  const vendor = createNetDocuments({
    domain: 'vault.netvoyage.com',
    repository: 'CA-ACME0001',
    clientId: 'AP-CASBAH01',
    clientSecret: 'secret',
    scopes: ['read', 'admin'],
    now: clock.now,
    accounts,
  })
  const settings = vendor.settings as unknown as NetDocumentsSettings
  const token = (form: Record<string, string>, authorization?: string) =>
    asking(
      vendor,
      conformance,
      authorization ? { authorization } : {},
    )(`${BASE}/v1/OAuth`, {
      method: 'POST',
      body: new URLSearchParams(form).toString(),
    })
  const { body } = await token({ grant_type: 'client_credentials', scope }, CLIENT)
  const { access_token } = body as { access_token: string }
  const ask = asking(vendor, conformance, { authorization: `Bearer ${access_token}` })
  const post = (address: string, form: Record<string, string>) =>
    ask(address, { method: 'POST', body: new URLSearchParams(form).toString() })
  return { clock, vendor, accounts, settings, token, ask, post }
}

const entry = (time: number, name = 'Open') => ({
  activity: { date: new Date(time).toISOString().slice(0, 19), name, user: { id: 'ada', guid: 'VAULT-ADA' } },
})

describe('netdocuments: routes fit the description', () => {
  it.each([
    ['/v1/User/info', 200],
    ['/v1/User/VAULT-KIM/info', 200],
    ['/v1/User/nobody/info', 404],
    ['/v1/User/cabinets', 200],
    ['/v1/Repository/CA-ACME0001/users', 200],
    ['/v1/Repository/CA-OTHER001/users', 404],
    ['/v1/Repository/CA-ACME0001/groups?$top=10000', 200],
    ['/v1/Group/UG-INTERN01/info?cabMembership=true', 200],
    ['/v1/Group/UG-INTERN01/members', 200],
    ['/v1/Group/UG-NOBODY01/members', 404],
    ['/v1/cabinet/NG-CLIENTS1/membership', 200],
    ['/v2/cabinet/NG-CLIENTS1/groups', 200],
    ['/v2/cabinet/NG-NOWHERE/groups', 404],
    ['/v1/Repository/CA-ACME0001/log?format=json&Logtype=consolidated', 200],
    ['/v1/Repository/CA-ACME0001/log?format=json&Logtype=admin&start=2026-03-01&end=2026-03-02T00:00:00Z', 200],
    ['/v1/Repository/CA-ACME0001/log?format=json&Logtype=other', 400],
    ['/v1/Repository/CA-ACME0001/log?format=json&Logtype=admin&start=yesterday', 400],
  ])('GET %s is %i', async (path, status) => {
    const { ask } = await setUp()
    expect((await ask(`${BASE}${path}`)).status).toBe(status)
  })
})

describe('netdocuments: the log', () => {
  const log = (start: number, end: number) => {
    const time = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z')
    return `${REPOSITORY}/log?format=json&Logtype=consolidated&start=${time(start)}&end=${time(end)}`
  }

  it('comes whole, newest first, both ends included, behind a byte order mark', async () => {
    const { vendor, ask } = await setUp()
    vendor.emit([3, 1, 2, 1, 4].map(minutes => entry(MONDAY - minutes * MINUTE)))
    const { text, body } = await ask(log(MONDAY - 3 * MINUTE, MONDAY - MINUTE))
    expect(text.startsWith('\uFEFF[')).toBe(true)
    const rows = body as { activity: { date: string } }[]
    expect(rows.map(({ activity }) => activity.date)).toEqual([
      '2026-03-02T08:59:00',
      '2026-03-02T08:59:00',
      '2026-03-02T08:58:00',
      '2026-03-02T08:57:00',
    ])
  })

  it.each([
    [90, 200],
    [91, 400],
  ])('begun %i days ago is answered with %i', async (days, status) => {
    const { ask } = await setUp()
    expect((await ask(log(MONDAY - days * DAY, MONDAY))).status).toBe(status)
  })
})

describe('netdocuments: tokens', () => {
  it.each([
    [44, 200],
    [46, 401],
  ])('idle for %i minutes answer %i, whatever their expiry says', async (minutes, status) => {
    const { clock, ask } = await setUp()
    clock.advance(minutes * MINUTE)
    expect((await ask(`${BASE}/v1/User/info`)).status).toBe(status)
  })

  it('in use end after a day', async () => {
    const { clock, ask } = await setUp()
    for (let hour = 0; hour < 36; hour += 1) {
      clock.advance(40 * MINUTE)
      expect((await ask(`${BASE}/v1/User/info`)).status).toBe(200)
    }
    clock.advance(MINUTE)
    expect((await ask(`${BASE}/v1/User/info`)).status).toBe(401)
  })

  it.each([
    ['read', '/users', 200],
    ['admin', '/users', 403],
    ['read', '/groups', 200],
  ])('with %s let in to %s by %i', async (scope, path, status) => {
    const { ask } = await setUp(scope)
    expect((await ask(`${REPOSITORY}${path}`)).status).toBe(status)
  })

  it('tell their life as text', async () => {
    const { token } = await setUp()
    const { body } = await token({ grant_type: 'client_credentials' }, CLIENT)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: '86400' })
  })

  it.each([
    ['a bar that is encoded', { grant_type: 'client_credentials' }, basic('AP-CASBAH01%7CCA-ACME0001:secret'), 401],
    ['a client without its repository', { grant_type: 'client_credentials' }, basic('AP-CASBAH01:secret'), 401],
    ['a scope that was not issued', { grant_type: 'client_credentials', scope: 'full' }, CLIENT, 400],
    ['no grant', { grant_type: 'password' }, CLIENT, 400],
  ])('are not given for %s', async (_, form, authorization, status) => {
    const { token } = await setUp()
    expect((await token(form as Record<string, string>, authorization)).status).toBe(status)
  })

  it('are given for a code, and again for the refresh token', async () => {
    const { token } = await setUp()
    const client = { client_id: 'AP-CASBAH01', client_secret: 'secret' }
    const { body } = await token({ grant_type: 'authorization_code', code: 'c1', ...client })
    const { refresh_token } = body as { refresh_token: string }
    const refresh = { grant_type: 'refresh_token', ...client }
    expect((await token({ ...refresh, refresh_token })).status).toBe(200)
    expect((await token({ ...refresh, refresh_token: 'other' })).status).toBe(400)
    expect((await token({ ...refresh, refresh_token, client_secret: 'other' })).status).toBe(401)
  })
})

describe('netdocuments: changes', () => {
  it('removes a user from the repository and its groups, and logs it', async () => {
    const { post, vendor, settings, accounts, ask } = await setUp()
    settings.groups[0]!.members.push('VAULT-KIM')
    const form = { action: 'remove', member: 'VAULT-KIM', deleteIfFederated: 'false' }
    expect((await post(`${REPOSITORY}/members`, { ...form, external: 'false' })).status).toBe(400)
    expect((await post(`${REPOSITORY}/members`, { ...form, external: 'true' })).status).toBe(204)
    expect((await post(`${REPOSITORY}/members`, { ...form, external: 'true' })).status).toBe(404)
    expect(accounts[1]!.status).toBe('DEPROVISIONED')
    expect(settings.groups[0]!.members).toEqual([])
    expect(((await ask(`${REPOSITORY}/users`)).body as object[]).length).toBe(1)
    expect(vendor.size('admin')).toBe(1)
  })

  it('takes a group out of a cabinet and lets it in again with other rights', async () => {
    const { post, settings } = await setUp()
    const may = { view: 'true', edit: 'true', share: 'false', administer: 'false', noAccess: 'false' }
    const address = `${BASE}/v1/cabinet/NG-CLIENTS1/membership`
    expect((await post(address, { action: 'remove', id: 'UG-CLIENT01', ...may })).status).toBe(204)
    expect(settings.cabinets[0]!.groups.map(({ group }) => group)).toEqual(['UG-INTERN01', 'UG-ADMINS01'])
    expect((await post(address, { action: 'add', id: 'UG-CLIENT01', ...may })).status).toBe(204)
    expect(settings.cabinets[0]!.groups.at(-1)).toMatchObject({ group: 'UG-CLIENT01', edit: true, share: false })
  })

  it('answers the 101st request of a minute with 429', async () => {
    const { clock, ask } = await setUp()
    for (let count = 1; count < 100; count += 1) await ask(`${BASE}/v1/User/info`)
    expect((await ask(`${BASE}/v1/User/info`)).status).toBe(429)
    clock.advance(MINUTE)
    expect((await ask(`${BASE}/v1/User/info`)).status).toBe(200)
  })
})
