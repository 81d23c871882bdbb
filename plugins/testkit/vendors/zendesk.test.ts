import { createZendesk, type ZendeskOptions } from './zendesk.ts'
import type { ZendeskSettings } from './zendesk/settings.ts'
import { asking, describedBy, fakeClock, MONDAY, person } from './testing.ts'

const BASE = 'https://acme.zendesk.com'
const API = `${BASE}/api/v2`
const DAY = 86_400_000
const conformance = describedBy('zendesk')
const bearer = { authorization: 'Bearer access-token' }
const basic = (pair: string) => ({ authorization: `Basic ${Buffer.from(pair).toString('base64')}` })

function setUp(more: Partial<ZendeskOptions> = {}) {
  const clock = fakeClock()
  const accounts = [
    person('101', { email: 'ada@acme.example', isAdmin: true, groups: ['Support', 'Leads'] }),
    person('102', { email: 'ben@acme.example', groups: ['Support'], mfa: false }),
    person('103', { email: 'kim@acme.example', isAdmin: true }),
  ]
  const vendor = createZendesk({
    subdomain: 'acme',
    email: 'ada@acme.example',
    accessToken: 'access-token',
    apiToken: 'api-token',
    client: { id: 'casbah', secret: 'client-secret', scopes: ['read', 'users:read'] },
    now: clock.now,
    accounts,
    ...more,
  })
  const settings = vendor.settings as unknown as ZendeskSettings
  const ask = asking(vendor, conformance, bearer)
  const send = (method: string, path: string, json?: object) =>
    ask(API + path, { method, ...(json && { body: JSON.stringify(json) }) })
  return { clock, vendor, accounts, settings, ask, send }
}

/** Row number `index`, a second apart, all a day before the clock's start. */
const at = (index: number) => `${new Date(MONDAY - DAY + index * 1_000).toISOString().slice(0, 19)}Z`
const change = (index: number) => ({ id: index, action: 'update', source_type: 'rule', created_at: at(index) })
const visit = (index: number) => ({ id: `v${index}`, method: 'GET', url: '/', timestamp: at(index) })
const ids = (body: unknown, list: string) => (body as Record<string, { id: unknown }[]>)[list]?.map(({ id }) => id)
const after = (body: unknown) => (body as { meta: { after_cursor: string } }).meta.after_cursor

describe('zendesk: routes fit the description', () => {
  it.each([
    ['/audit_logs?page[size]=10', 200],
    ['/audit_logs?sort=id', 422],
    ['/audit_logs?filter[action]=create', 422],
    ['/access_logs?page[size]=2500', 200],
    ['/access_logs?page[size]=2501', 400],
    ['/users?role[]=agent&role[]=admin&page[size]=100', 200],
    ['/users?role=admin', 200],
    ['/users/me', 200],
    ['/users/102', 200],
    ['/users/999', 404],
    ['/groups?page[size]=1', 200],
    ['/oauth/tokens?all=true', 200],
    ['/account/settings', 200],
    ['/tickets', 404],
  ])('GET %s answers %i', async (path, status) => {
    const { ask } = setUp()
    expect((await ask(API + path)).status).toBe(status)
  })

  // Zendesk's API reference has these, its description does not.
  it.each([
    '/security_settings',
    '/apps/installations',
    '/apps/installations/8001',
    '/groups/360000000000/memberships',
    '/users/102/sessions',
    '/oauth/tokens/7001',
  ])('GET %s is not in it', async path => {
    const { vendor } = setUp()
    const url = new URL(API + path)
    const request = {
      method: 'GET',
      host: url.host,
      path: url.pathname,
      query: url.searchParams,
      headers: bearer,
      body: '',
    }
    const answer = await vendor.answer(request)
    expect([answer.status, answer.undescribed]).toEqual([200, true])
    if (!conformance) return
    expect(conformance.violations(request, { ...answer, undescribed: false }).join()).toMatch(/is not described/)
  })
})

describe('zendesk: the audit log', () => {
  const log = (query: string) => `${API}/audit_logs?${query}`

  it('comes newest first, unless it is asked for otherwise', async () => {
    const { vendor, ask } = setUp()
    vendor.emit([change(1), change(3), change(2)])
    expect(ids((await ask(log('page[size]=100'))).body, 'audit_logs')).toEqual([3, 2, 1])
    expect(ids((await ask(log('page[size]=100&sort=created_at'))).body, 'audit_logs')).toEqual([1, 2, 3])
  })

  it('newest first loses a place to what comes in between, and oldest first does not', async () => {
    const { vendor, ask } = setUp()
    vendor.emit([change(1), change(2), change(3)])
    const next = async (sort: string) => {
      const first = await ask(log(`page[size]=2&sort=${sort}`))
      vendor.emit([change(9 + vendor.size())])
      return ids((await ask(log(`page[size]=100&sort=${sort}&page[after]=${after(first.body)}`))).body, 'audit_logs')
    }
    expect(await next('-created_at')).toEqual([1])
    expect(await next('created_at')).toEqual([3, 12, 13])
  })

  it.each([
    [`filter[created_at]=${at(1)}&filter[created_at]=${at(2)}`, 200, [2, 1]],
    [`filter[created_at]=${at(1)}`, 422, undefined],
    [`filter[created_at]=${at(1)},${at(2)}`, 422, undefined],
    [`filter[created_at]=${at(1)}&filter[created_at]=soon`, 422, undefined],
  ])('filtered by %s is %i', async (query, status, found) => {
    const { vendor, ask } = setUp()
    vendor.emit([0, 1, 2, 3].map(change))
    const answer = await ask(log(`page[size]=100&${query}`))
    expect([answer.status, ids(answer.body, 'audit_logs')]).toEqual([status, found])
  })

  it('has pages of 100 at most, and says when there are no more', async () => {
    const { vendor, ask } = setUp()
    vendor.emit(Array.from({ length: 150 }, (_, index) => change(index)))
    const first = await ask(log('page[size]=500&sort=created_at'))
    expect(ids(first.body, 'audit_logs')).toHaveLength(100)
    expect(first.body).toMatchObject({
      meta: { has_more: true },
      links: { next: expect.stringContaining('page%5Bafter') },
    })
    const second = await ask(log(`page[size]=100&sort=created_at&page[after]=${after(first.body)}`))
    expect(ids(second.body, 'audit_logs')).toHaveLength(50)
    expect(second.body).toMatchObject({ meta: { has_more: false, after_cursor: null }, links: { next: null } })
    expect([first.last, second.last]).toEqual([false, true])
  })

  it('is not there without the plan', async () => {
    const { ask, settings } = setUp()
    settings.logs.audit = false
    expect(await ask(log('page[size]=1'))).toMatchObject({ status: 404, body: { error: 'InvalidEndpoint' } })
  })
})

describe('zendesk: the access log', () => {
  const log = (query: string) => `${API}/access_logs?${query}`

  it('comes oldest first, what lies between the ends', async () => {
    const { vendor, ask } = setUp()
    vendor.emit([0, 1, 2, 3].map(visit), 'access')
    expect(ids((await ask(log('page[size]=10'))).body, 'access_logs')).toEqual(['v0', 'v1', 'v2', 'v3'])
    const { body } = await ask(log(`filter[start]=${at(1)}&filter[end]=${at(3)}`))
    expect(ids(body, 'access_logs')).toEqual(['v2'])
  })

  it('goes back 90 days', async () => {
    const { vendor, ask } = setUp()
    vendor.emit([{ ...visit(0), timestamp: new Date(MONDAY - 91 * DAY).toISOString() }, visit(1)], 'access')
    expect(ids((await ask(log('page[size]=10'))).body, 'access_logs')).toEqual(['v1'])
  })

  it('is refused without the add-on, in a form of its own', async () => {
    const { ask, settings } = setUp()
    settings.logs.access = false
    expect(await ask(log('page[size]=10'))).toMatchObject({
      status: 403,
      body: { errors: [{ title: 'Authorization failed' }] },
    })
  })

  it('allows 50 requests a minute, and says when by a time instead of Retry-After', async () => {
    const { ask, clock } = setUp()
    for (let index = 0; index < 50; index += 1) expect((await ask(log('page[size]=1'))).status).toBe(200)
    const refused = await ask(log('page[size]=1'))
    expect(refused.status).toBe(429)
    expect(refused.headers).toEqual({ 'ratelimit-reset': new Date(MONDAY + 60_000).toISOString() })
    clock.advance(60_000)
    expect((await ask(log('page[size]=1'))).status).toBe(200)
  })
})

describe('zendesk: who may ask', () => {
  const me = `${API}/users/me`

  it.each([
    ['an OAuth token', bearer, 200],
    ['another token', { authorization: 'Bearer other' }, 401],
    ['an API token while such tokens are off', basic('ada@acme.example/token:api-token'), 401],
    ['nothing', {}, 401],
  ])('with %s', async (_, headers, status) => {
    const { vendor } = setUp()
    expect((await asking(vendor, conformance, headers as Record<string, string>)(me)).status).toBe(status)
  })

  it.each([
    ['ada@acme.example/token:api-token', 200],
    ['ada@acme.example:api-token', 401],
    ['ben@acme.example/token:api-token', 401],
    ['ada@acme.example/token:guess', 401],
  ])('an API token that is let in, as %s, answers %i', async (pair, status) => {
    const { vendor, settings } = setUp()
    settings.account.api.api_token_access = 'true'
    expect((await asking(vendor, conformance, basic(pair))(me)).status).toBe(status)
  })

  it.each([
    [['users:read'], 'GET', '/users/102', 200],
    [['users:read'], 'GET', '/audit_logs', 403],
    [['auditlogs:read'], 'GET', '/audit_logs', 200],
    [['read'], 'GET', '/security_settings', 200],
    [['security:read'], 'GET', '/account/settings', 403],
    [['users:read'], 'GET', '/users/102/sessions', 403],
    [['read'], 'DELETE', '/users/102/sessions', 403],
    [['write'], 'DELETE', '/users/102/sessions', 204],
  ])('with %j %s %s answers %i', async (scopes, method, path, status) => {
    const { send } = setUp({ scopes })
    const answer = await send(method, path)
    expect(answer.status).toBe(status)
    if (status === 403)
      expect(answer.body).toMatchObject({
        error: 'Forbidden',
        description: expect.stringMatching(/missing .* scopes: /),
      })
  })

  const form = {
    grant_type: 'authorization_code',
    client_id: 'casbah',
    client_secret: 'client-secret',
    code: 'c',
    code_verifier: 'v',
    scope: 'read users:read',
  }
  it.each<[string, Record<string, string>, number]>([
    ['a code', form, 201],
    ['a wrong secret', { ...form, client_secret: 'guess' }, 401],
    ['no code', { ...form, code: '' }, 400],
    ['no scope', { ...form, scope: '' }, 400],
    ['a scope that the client is not allowed', { ...form, scope: 'write' }, 400],
    ['another grant', { ...form, grant_type: 'password' }, 400],
  ])('for %s a token is given with %i', async (_, fields, status) => {
    const { vendor } = setUp()
    const body = new URLSearchParams(fields).toString()
    const answer = await asking(vendor, conformance, {})(`${BASE}/oauth/tokens`, { method: 'POST', body })
    expect(answer.status).toBe(status)
    if (status !== 201) return
    const { access_token, ...rest } = answer.body as { access_token: string }
    // It does not end, and there is nothing to renew it by.
    expect(rest).toEqual({ token_type: 'bearer', scope: 'read users:read' })
    const authorization = `Bearer ${access_token}`
    expect((await asking(vendor, conformance, { authorization })(`${API}/users/102`)).status).toBe(200)
  })
})

describe('zendesk: how much may be asked', () => {
  it('700 requests a minute, then 429 with Retry-After', async () => {
    const { ask } = setUp()
    for (let index = 0; index < 700; index += 1) await ask(`${API}/users/me`)
    const refused = await ask(`${API}/users/me`)
    expect(refused).toMatchObject({ status: 429, body: { error: 'APIRateLimitExceeded' } })
    expect(refused.headers).toMatchObject({ 'x-rate-limit': '700', 'ratelimit-remaining': '0', 'retry-after': '60' })
  })

  it('one user may be updated five times a minute, and the refusal has no Retry-After', async () => {
    const { send } = setUp()
    for (let index = 0; index < 5; index += 1)
      expect((await send('PUT', '/users/102', { user: { suspended: index % 2 === 0 } })).status).toBe(200)
    const refused = await send('PUT', '/users/102', { user: { suspended: false } })
    expect(refused.status).toBe(429)
    expect(refused.headers['retry-after']).toBeUndefined()
    expect(refused.headers).toMatchObject({
      'ratelimit-limit': '5',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '60',
    })
    expect((await send('PUT', '/users/103', { user: { suspended: true } })).status).toBe(200)
  })
})

describe('zendesk: actions', () => {
  it('suspension works, leaves a row, and is taken back', async () => {
    const { send, ask, accounts } = setUp()
    expect((await send('PUT', '/users/102', { user: { suspended: true } })).body).toMatchObject({
      user: { suspended: true },
    })
    expect(accounts[1]?.status).toBe('SUSPENDED')
    await send('PUT', '/users/102', { user: { suspended: false } })
    const { body } = await ask(`${API}/audit_logs?sort=created_at&page[size]=10`)
    const rows = (body as { audit_logs: { change_description: string; actor_id: number }[] }).audit_logs
    expect(rows.map(row => [row.actor_id, row.change_description])).toEqual([
      [101, 'Suspended'],
      [101, 'Unsuspended'],
    ])
  })

  it('a role is lowered and given back with its custom role', async () => {
    const { send, vendor } = setUp()
    await send('PUT', '/users/103', { user: { role: 'end-user' } })
    expect((await send('GET', '/users/103')).body).toMatchObject({ user: { role: 'end-user', custom_role_id: null } })
    expect((await send('GET', '/users?role[]=agent&role[]=admin')).body).toMatchObject({
      users: [{ id: 101 }, { id: 102 }],
    })
    await send('PUT', '/users/103', { user: { role: 'agent', custom_role_id: 55 } })
    expect((await send('GET', '/users/103')).body).toMatchObject({ user: { role: 'agent', custom_role_id: 55 } })
    expect(vendor.size('audit')).toBe(2)
  })

  it.each([{ suspended: true }, { role: 'agent' }])('the owner is spared from %j', async user => {
    const { send } = setUp()
    expect((await send('PUT', '/users/101', { user })).status).toBe(422)
  })

  it('sessions end', async () => {
    const { send } = setUp()
    expect((await send('GET', '/users/102/sessions')).body).toMatchObject({ sessions: [{ user_id: 102 }] })
    expect((await send('DELETE', '/users/102/sessions')).status).toBe(204)
    expect((await send('GET', '/users/102/sessions')).body).toMatchObject({ sessions: [] })
  })

  it('a token is deleted once', async () => {
    const { send } = setUp()
    expect((await send('DELETE', '/oauth/tokens/7001')).status).toBe(204)
    expect((await send('GET', '/oauth/tokens/7001')).status).toBe(404)
    expect((await send('DELETE', '/oauth/tokens/7001')).status).toBe(404)
  })

  it('an app is switched off and on, and both leave a row', async () => {
    const { send, vendor } = setUp()
    expect((await send('PUT', '/apps/installations/8001', { enabled: false })).body).toMatchObject({ enabled: false })
    expect((await send('PUT', '/apps/installations/8001', { enabled: true })).body).toMatchObject({ enabled: true })
    expect((await send('PUT', '/apps/installations/8001', { enabled: 'no' })).status).toBe(422)
    expect(vendor.size()).toBe(2)
  })
})
