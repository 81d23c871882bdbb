import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedFolder } from '../conformance/index.ts'
import { createOkta } from './okta.ts'
import { scopeOf } from './okta/service-app.ts'
import { groupId } from './okta/users.ts'
import { asking, describedBy, fakeClock, MONDAY, nextLink, person } from './testing.ts'

const DOMAIN = 'acme.okta.com'
const BASE = `https://${DOMAIN}`
const BOB = '00ubob00000000000002'
const conformance = describedBy('okta')

function setUp({ rows = 0 } = {}) {
  const clock = fakeClock()
  const accounts = [
    person('00uada00000000000001', { login: 'ada@acme.example', isAdmin: true, groups: ['Everyone'] }),
    person('00ubob00000000000002', { login: 'bob@acme.example', mfa: false }),
    person('00ucyd00000000000003', { login: 'cyd@acme.example', status: 'DEPROVISIONED' }),
  ]
  const vendor = createOkta({
    domain: DOMAIN,
    token: 'secret',
    now: clock.now,
    accounts,
    consents: [{ id: 'oag1', userId: BOB, clientId: '0oa1', clientName: 'Helper', scopeId: 'openid' }],
    assignments: { '0oa1wiki': [BOB] },
    settings: { apiTokens: [{ id: '00T1', name: 'backup', userId: BOB }], lastLogins: { [BOB]: null } },
  })
  vendor.emit(Array.from({ length: rows }, (_, index) => row(index)))
  return { clock, vendor, accounts, ask: asking(vendor, conformance, { authorization: 'SSWS secret' }) }
}

/** Row number `index`, a second apart, all before the clock's start. */
function row(index: number, published = MONDAY - 86_400_000 + index * 1_000) {
  return {
    uuid: `row-${index}`,
    published: new Date(published).toISOString(),
    eventType: 'user.session.start',
    version: '0',
  }
}

const uuids = (body: unknown) => (body as { uuid: string }[]).map(each => each.uuid)

describe('okta: routes fit the description', () => {
  it.each([
    ['/api/v1/logs?limit=10', 200],
    ['/api/v1/logs?limit=1001', 400],
    ['/api/v1/logs?since=yesterday', 400],
    ['/api/v1/users', 200],
    ['/api/v1/users?filter=status%20eq%20%22DEPROVISIONED%22', 200],
    ['/api/v1/users/00uada00000000000001', 200],
    ['/api/v1/users/ada@acme.example', 200],
    ['/api/v1/users/nobody', 404],
    ['/api/v1/users/00uada00000000000001/factors', 200],
    ['/api/v1/users/00uada00000000000001/roles', 200],
    ['/api/v1/users/00uada00000000000001/groups', 200],
    ['/api/v1/iam/assignees/users?limit=100', 200],
    ['/api/v1/users/00ubob00000000000002/grants?limit=200', 200],
    ['/api/v1/users/nobody/grants', 404],
    ['/api/v1/groups?limit=200', 200],
    ['/api/v1/groups/00gnone/users', 404],
    ['/api/v1/apps?limit=200', 200],
    ['/api/v1/apps/0oa1wiki/users?q=bob&limit=500', 200],
    ['/api/v1/apps/0oanone/users', 404],
    ['/api/v1/authenticators/aut1verify0000000001/methods', 200],
    ['/api/v1/authenticators/autnone/methods', 404],
    ['/api/v1/policies/00pnone/rules', 404],
    ['/api/v1/policies?type=OKTA_SIGN_ON', 200],
    ['/api/v1/policies?type=PASSWORD', 200],
    ['/api/v1/policies?type=MFA_ENROLL&status=ACTIVE', 200],
    ['/api/v1/policies?type=ACCESS_POLICY', 200],
    ['/api/v1/policies/00p1signon0000000001', 200],
    ['/api/v1/policies/00p1signon0000000001/rules', 200],
    ['/api/v1/authenticators', 200],
    ['/api/v1/zones', 200],
    ['/api/v1/behaviors', 200],
    ['/api/v1/idps', 200],
    ['/api/v1/trustedOrigins', 200],
    ['/api/v1/eventHooks', 200],
    ['/api/v1/api-tokens', 200],
    ['/api/v1/threats/configuration', 200],
    ['/api/v1/org', 200],
    ['/api/v1/org/privacy/oktaSupport', 200],
    ['/api/v1/org/orgSettings/thirdPartyAdminSetting', 200],
    ['/api/v1/org/settings/clientPrivilegesSetting', 200],
    ['/api/v1/first-party-app-settings/admin-console', 200],
    ['/api/v1/rate-limit-settings/per-client', 200],
    ['/attack-protection/api/v1/user-lockout-settings', 200],
    ['/attack-protection/api/v1/authenticator-settings', 200],
  ])('GET %s answers %i', async (path, status) => {
    const { ask } = setUp({ rows: 3 })
    expect((await ask(BASE + path)).status).toBe(status)
  })

  it('a wrong token gets 401 E0000011', async () => {
    const { vendor } = setUp()
    const answer = await asking(vendor, conformance, { authorization: 'SSWS wrong' })(`${BASE}/api/v1/users`)
    expect(answer).toMatchObject({ status: 401, body: { errorCode: 'E0000011' } })
  })
})

describe('okta: the log', () => {
  const since = new Date(MONDAY - 2 * 86_400_000).toISOString()

  it('polling gives every row once, in order of storage, and always a next link', async () => {
    const { ask, vendor } = setUp({ rows: 5 })
    vendor.emit([row(9, MONDAY - 86_400_000 + 500)])
    const first = await ask(`${BASE}/api/v1/logs?since=${since}&limit=4`)
    const second = await ask(nextLink(first) ?? '')
    expect([...uuids(first.body), ...uuids(second.body)]).toEqual([
      'row-0',
      'row-1',
      'row-2',
      'row-3',
      'row-4',
      'row-9',
    ])
    const empty = await ask(nextLink(second) ?? '')
    expect(empty).toMatchObject({ body: [], last: true })
    expect(nextLink(empty)).toBe(nextLink(second))
    vendor.emit([row(10, MONDAY - 100)])
    expect(uuids((await ask(nextLink(empty) ?? '')).body)).toEqual(['row-10'])
  })

  it("self and next come as separate headers on the vendor's host", async () => {
    const { ask } = setUp({ rows: 2 })
    const { headers } = await ask(`${BASE}/api/v1/logs?since=${since}`)
    expect(headers.link).toEqual([
      expect.stringMatching(/^<https:\/\/acme\.okta\.com\/api\/v1\/logs\?.*>; rel="self"$/),
      expect.stringMatching(/^<https:\/\/acme\.okta\.com\/api\/v1\/logs\?.*after=.*>; rel="next"$/),
    ])
  })

  it('a bounded query is sorted by published, finite, and leaves out `until`', async () => {
    const { ask, vendor } = setUp({ rows: 5 })
    vendor.emit([row(9, MONDAY - 86_400_000 + 500)])
    const until = new Date(MONDAY - 86_400_000 + 4_000).toISOString()
    const first = await ask(`${BASE}/api/v1/logs?since=${since}&until=${until}&limit=3`)
    const second = await ask(nextLink(first) ?? '')
    expect([...uuids(first.body), ...uuids(second.body)]).toEqual(['row-0', 'row-9', 'row-1', 'row-2', 'row-3'])
    expect(nextLink(second)).toBeUndefined()
  })

  it('since and after exclude each other', async () => {
    const { ask } = setUp({ rows: 2 })
    const next = nextLink(await ask(`${BASE}/api/v1/logs?since=${since}`)) ?? ''
    expect(next).not.toContain('since=')
    expect(await ask(`${next}&since=${since}`)).toMatchObject({ status: 400, body: { errorCode: 'E0000001' } })
  })

  it('keeps 90 days, however far back is asked for', async () => {
    const { ask, vendor } = setUp()
    vendor.emit([row(1, MONDAY - 91 * 86_400_000), row(2, MONDAY - 89 * 86_400_000)])
    const longAgo = new Date(MONDAY - 170 * 86_400_000).toISOString()
    expect(uuids((await ask(`${BASE}/api/v1/logs?since=${longAgo}`)).body)).toEqual(['row-2'])
  })

  it('one token has 60 requests a minute; then 429 E0000047 without Retry-After', async () => {
    const { ask, clock } = setUp()
    for (let index = 0; index < 60; index += 1) expect((await ask(`${BASE}/api/v1/logs`)).status).toBe(200)
    const refused = await ask(`${BASE}/api/v1/logs`)
    expect(refused).toMatchObject({ status: 429, body: { errorCode: 'E0000047' } })
    expect(refused.headers).toMatchObject({ 'x-rate-limit-limit': '60', 'x-rate-limit-remaining': '0' })
    expect(refused.headers['retry-after']).toBeUndefined()
    expect(Number(refused.headers['x-rate-limit-reset'])).toBe((MONDAY + 60_000) / 1_000)
    clock.advance(60_000)
    expect((await ask(`${BASE}/api/v1/logs`)).status).toBe(200)
  })

  it('pages through 200,000 rows at speed', async () => {
    const { ask, vendor } = setUp()
    for (let block = 0; block < 200; block += 1) {
      vendor.emit(
        Array.from({ length: 1_000 }, (_, index) =>
          row(block * 1_000 + index, MONDAY - 2e8 + (block * 1_000 + index) * 1_000),
        ),
      )
    }
    const started = performance.now()
    const middle = new Date(MONDAY - 1e8).toISOString()
    let rows = 0
    let address: string | undefined = `${BASE}/api/v1/logs?since=${middle}&until=2026-03-05T00:00:00Z&limit=1000`
    for (let page = 0; page < 50 && address; page += 1) {
      const answer = await ask(address)
      rows += uuids(answer.body).length
      address = nextLink(answer)
    }
    expect(rows).toBe(50_000)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})

describe('okta: actions', () => {
  const user = `${BASE}/api/v1/users/${BOB}`
  const group = `${BASE}/api/v1/groups/${groupId('Everyone')}/users`
  const ids = (body: unknown) => (body as { id: string }[]).map(({ id }) => id)

  it('what the API is asked to do shows, and stands in the log', async () => {
    const { ask, accounts } = setUp()
    const send = async (method: string, address: string) => (await ask(address, { method })).status
    accounts[1]!.groups = ['Everyone']
    accounts[1]!.mfa = true
    expect(await send('POST', `${user}/lifecycle/expire_password`)).toBe(200)
    expect((await ask(user)).body).toMatchObject({ status: 'PASSWORD_EXPIRED', lastLogin: null })
    expect(await send('POST', `${user}/lifecycle/reset_factors`)).toBe(200)
    expect((await ask(`${user}/factors`)).body).toEqual([])
    expect(ids((await ask(group)).body)).toContain(BOB)
    expect(await send('DELETE', `${group}/${BOB}`)).toBe(204)
    expect(ids((await ask(group)).body)).not.toContain(BOB)
    expect(await send('PUT', `${group}/${BOB}`)).toBe(204)
    expect(ids((await ask(`${user}/groups`)).body)).toEqual([groupId('Everyone')])
    const app = `${BASE}/api/v1/apps/0oa1wiki/users`
    expect(ids((await ask(`${app}?q=bob@acme.example`)).body)).toEqual([BOB])
    expect(ids((await ask(`${app}?q=ada`)).body)).toEqual([])
    expect(await send('DELETE', `${app}/${BOB}`)).toBe(204)
    expect(await send('DELETE', `${app}/${BOB}`)).toBe(404)
    expect(ids((await ask(app)).body)).toEqual([])
    expect(await send('DELETE', `${user}/grants/oag1`)).toBe(204)
    expect(await send('DELETE', `${user}/grants/oag1`)).toBe(404)
    expect((await ask(`${user}/grants`)).body).toEqual([])
    expect(await send('DELETE', `${user}/clients/0oa1/tokens`)).toBe(204)
    expect(await send('DELETE', `${BASE}/api/v1/api-tokens/00T1`)).toBe(204)
    expect(await send('DELETE', `${BASE}/api/v1/api-tokens/00T1`)).toBe(404)
    expect((await ask(`${BASE}/api/v1/api-tokens`)).body).toEqual([])
    expect(await send('POST', `${user}/lifecycle/deactivate`)).toBe(200)
    expect(await send('POST', `${user}/lifecycle/deactivate`)).toBe(404)
    expect((await ask(user)).body).toMatchObject({ status: 'DEPROVISIONED' })
    const log = await ask(`${BASE}/api/v1/logs`)
    expect((log.body as { eventType: string }[]).map(each => each.eventType)).toEqual([
      'user.account.expire_password',
      'user.mfa.factor.reset_all',
      'group.user_membership.remove',
      'group.user_membership.add',
      'application.user_membership.remove',
      'app.oauth2.consent.revoke',
      'app.oauth2.token.revoke',
      'system.api_token.revoke',
      'user.lifecycle.deactivate',
    ])
  })

  it('a group stays when its last member leaves, and its members come in pages', async () => {
    const { ask, accounts } = setUp()
    accounts[1]!.groups = ['Everyone']
    const first = await ask(`${group}?limit=1`)
    expect(ids(first.body)).toEqual(['00uada00000000000001'])
    const second = await ask(nextLink(first) ?? '')
    expect(ids(second.body)).toEqual([BOB])
    expect(nextLink(second)).toBeUndefined()
    for (const id of ['00uada00000000000001', BOB]) await ask(`${group}/${id}`, { method: 'DELETE' })
    expect(await ask(group)).toMatchObject({ status: 200, body: [] })
    expect(ids((await ask(`${BASE}/api/v1/groups`)).body)).toEqual([groupId('Everyone')])
  })

  it('suspend works once, leaves a log row, and unsuspend takes it back', async () => {
    const { ask, vendor, accounts } = setUp()
    const user = `${BASE}/api/v1/users/00ubob00000000000002`
    expect((await ask(`${user}/lifecycle/suspend`, { method: 'POST' })).status).toBe(200)
    expect(accounts[1]?.status).toBe('SUSPENDED')
    expect((await ask(user)).body).toMatchObject({ status: 'SUSPENDED' })
    expect((await ask(`${user}/lifecycle/suspend`, { method: 'POST' })).status).toBe(400)
    expect((await ask(`${user}/lifecycle/unsuspend`, { method: 'POST' })).status).toBe(200)
    expect((await ask(`${user}/sessions?oauthTokens=true`, { method: 'DELETE' })).status).toBe(204)
    expect(vendor.size()).toBe(3)
    const log = await ask(`${BASE}/api/v1/logs`)
    expect((log.body as { eventType: string }[]).map(each => each.eventType)).toEqual([
      'user.lifecycle.suspend',
      'user.lifecycle.unsuspend',
      'user.session.clear',
    ])
  })

  it('the plain list leaves out the deprovisioned; admins are told apart', async () => {
    const { ask } = setUp()
    expect((await ask(`${BASE}/api/v1/users`)).body).toHaveLength(2)
    expect((await ask(`${BASE}/api/v1/iam/assignees/users`)).body).toMatchObject({
      value: [{ id: '00uada00000000000001' }],
    })
  })

  it('lists go on by their links', async () => {
    const { ask } = setUp()
    const first = await ask(`${BASE}/api/v1/users?limit=1`)
    const second = await ask(nextLink(first) ?? '')
    expect([first.body, second.body]).toMatchObject([
      [{ id: '00uada00000000000001' }],
      [{ id: '00ubob00000000000002' }],
    ])
    expect(nextLink(second)).toBeUndefined()
  })
})

describe('okta: scopes of a service app', () => {
  const file = join(sharedFolder(), 'apis/okta/openapi.json')
  it.each([
    ['GET', '/api/v1/logs'],
    ['GET', '/api/v1/users'],
    ['GET', '/api/v1/users/{id}'],
    ['POST', '/api/v1/users/{id}/lifecycle/suspend'],
    ['DELETE', '/api/v1/users/{userId}/sessions'],
    ['POST', '/api/v1/users/{id}/lifecycle/unsuspend'],
    ['POST', '/api/v1/users/{id}/lifecycle/deactivate'],
    ['POST', '/api/v1/users/{id}/lifecycle/expire_password'],
    ['POST', '/api/v1/users/{id}/lifecycle/reset_factors'],
    ['GET', '/api/v1/users/{userId}/factors'],
    ['GET', '/api/v1/users/{userId}/roles'],
    ['GET', '/api/v1/users/{id}/groups'],
    ['GET', '/api/v1/users/{userId}/grants'],
    ['DELETE', '/api/v1/users/{userId}/grants/{grantId}'],
    ['DELETE', '/api/v1/users/{userId}/clients/{clientId}/tokens'],
    ['GET', '/api/v1/groups'],
    ['GET', '/api/v1/groups/{groupId}/users'],
    ['DELETE', '/api/v1/groups/{groupId}/users/{userId}'],
    ['GET', '/api/v1/apps'],
    ['GET', '/api/v1/apps/{appId}/users'],
    ['DELETE', '/api/v1/apps/{appId}/users/{userId}'],
    ['DELETE', '/api/v1/api-tokens/{apiTokenId}'],
    ['GET', '/api/v1/policies/{policyId}/rules'],
    ['GET', '/api/v1/authenticators/{authenticatorId}/methods'],
    ['GET', '/attack-protection/api/v1/user-lockout-settings'],
    ['GET', '/api/v1/org/orgSettings/thirdPartyAdminSetting'],
    ['GET', '/api/v1/iam/assignees/users'],
    ['GET', '/api/v1/policies'],
    ['GET', '/api/v1/authenticators'],
    ['GET', '/api/v1/zones'],
    ['GET', '/api/v1/behaviors'],
    ['GET', '/api/v1/idps'],
    ['GET', '/api/v1/trustedOrigins'],
    ['GET', '/api/v1/eventHooks'],
    ['GET', '/api/v1/api-tokens'],
    ['GET', '/api/v1/threats/configuration'],
    ['GET', '/api/v1/first-party-app-settings/{appName}'],
    ['GET', '/api/v1/org/privacy/oktaSupport'],
  ])('%s %s needs what its description says', (method, path) => {
    if (!conformance) return
    type Described = { paths: Record<string, Record<string, { security: { oauth2?: string[] }[] }>> }
    const described = (JSON.parse(readFileSync(file, 'utf8')) as Described).paths[path]?.[method.toLowerCase()]
    expect(described?.security.flatMap(({ oauth2 }) => oauth2 ?? [])).toEqual([scopeOf(method, path)])
  })
})
