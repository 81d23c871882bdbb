import { generateKeyPairSync } from 'node:crypto'
import { SignJWT, importPKCS8 } from 'jose'
import { createDocusign } from './docusign.ts'
import type { DocusignSettings } from './docusign/settings.ts'
import { asking, describedBy, fakeClock, MONDAY, person, requestTo } from './testing.ts'
import { webexUuid as guid } from './webex/ids.ts'

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
const [ORGANISATION, ACCOUNT, KEY, ADA, BEN] = ['organisation', 'account', 'key', 'ada', 'ben'].map(name => guid(name))
const SIGN_IN = 'https://account.docusign.com'
const ESIGN = `https://na3.docusign.net/restapi/v2.1/accounts/${ACCOUNT}`
const ADMIN = `https://api.docusign.net/Management/v2/organizations/${ORGANISATION}`
const STREAM = 'https://lens.docusign.net/api/v2.0/datasets/monitor/stream'
const MINUTE = 60_000
const ALL = 'signature impersonation user_read user_write domain_read identity_provider_read'
const conformance = describedBy('docusign')
const iso = (time: number) => new Date(time).toISOString()

function setUp(options: Partial<Parameters<typeof createDocusign>[0]> = {}) {
  const clock = fakeClock()
  const accounts = [
    person(ADA!, { email: 'ada@acme.example', isAdmin: true, groups: ['Sales'] }),
    person(BEN!, { email: 'ben@acme.example', groups: ['Sales'] }),
  ]
  const vendor = createDocusign({
    organizationId: ORGANISATION!,
    accountId: ACCOUNT!,
    domain: 'acme.example',
    integrationKey: KEY!,
    userId: ADA!,
    privateKey,
    now: clock.now,
    accounts,
    ...options,
  })
  const settings = vendor.settings as unknown as DocusignSettings
  const token = async (claims: Record<string, unknown> = {}) => {
    const at = Math.floor(clock.now() / 1_000)
    const all = { iss: KEY, sub: ADA, aud: 'account.docusign.com', scope: ALL, iat: at, exp: at + 600, ...claims }
    const assertion = await new SignJWT(all)
      .setProtectedHeader({ alg: 'RS256' })
      .sign(await importPKCS8(privateKey, 'RS256'))
    const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
    return asking(
      vendor,
      conformance,
      {},
    )(`${SIGN_IN}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type, assertion }).toString(),
    })
  }
  const signedIn = async (scope = ALL) => {
    const { body } = await token({ scope })
    const authorization = `Bearer ${(body as { access_token: string }).access_token}`
    const ask = asking(vendor, conformance, { authorization, 'content-type': 'application/json' })
    const send = (method: string, address: string, json?: object) =>
      ask(address, { method, ...(json && { body: JSON.stringify(json) }) })
    return { ask, send, authorization }
  }
  return { clock, vendor, accounts, settings, token, signedIn }
}

const event = (time: number, EnvelopeId = guid(String(time))) => ({
  timestamp: iso(time),
  eventId: guid('event', String(time)),
  object: 'Envelope',
  action: 'Created',
  userId: BEN,
  data: { EnvelopeId },
})
const page = (body: unknown) => body as { endCursor: string; data: { timestamp: string }[] }

describe('docusign: routes fit the description', () => {
  it.each([
    [`${ESIGN}/users?additional_info=true&count=100&start_position=0`, 200],
    [`${ESIGN}/users?count=1`, 400],
    [`${ESIGN}/users?count=101`, 400],
    [`${ESIGN}/users?status=Active&count=2`, 200],
    [`${ESIGN}/users/${BEN}?additional_info=true`, 200],
    [`${ESIGN}/users/${KEY}`, 400],
    [`${ESIGN}/users/${BEN}/authorizations?active_only=true&count=100`, 200],
    [`${ESIGN}/groups?count=100&start_position=0`, 200],
    [`${ESIGN}/groups/30000001/users?count=100`, 200],
    [`${ESIGN}/groups/9/users?count=100`, 400],
    [`${ESIGN}/envelopes?from_date=2024-01-01T00:00:00Z&status=sent,delivered&include=recipients`, 200],
    [`${ESIGN}/envelopes`, 400],
    [`${ESIGN}/envelopes/${KEY}`, 400],
    [`${ESIGN}/connect`, 200],
    [`${ESIGN}/settings`, 200],
    [`${ESIGN}/settings/password_rules`, 200],
    [`${ESIGN}/settings/envelope_purge_configuration`, 200],
    [`${ESIGN}/shared_access?item_type=envelopes&count=100`, 200],
    [`https://na3.docusign.net/restapi/v2.1/accounts/${KEY}/settings`, 400],
    [`${ADMIN}/users?account_id=${ACCOUNT}&take=1`, 200],
    [`${ADMIN}/identity_providers`, 200],
    [`${ADMIN}/reserved_domains`, 200],
    [`${ADMIN.replace('v2', 'v2.1')}/users/${BEN}/dsprofile`, 200],
    [STREAM, 200],
    [STREAM.replace('v2.0', 'v2'), 200],
    [`${STREAM}?cursor=${iso(MONDAY - MINUTE)}&limit=2000`, 200],
  ])('GET %s is %i', async (address, status) => {
    const { ask } = await setUp().signedIn()
    expect((await ask(address)).status).toBe(status)
  })

  // The Admin API and Monitor describe no failure, and adding users to a group is left out of what is described.
  it.each([
    ['GET', `${ADMIN}/users`, 400],
    ['GET', `${ADMIN.replace('v2', 'v2.1')}/users/${KEY}/dsprofile`, 404],
    ['GET', `${STREAM}?limit=2001`, 400],
    ['GET', `${STREAM}?cursor=nonsense`, 400],
    ['GET', STREAM.replace('monitor/', 'other/'), 404],
    ['GET', `${SIGN_IN}/oauth/userinfo`, 200],
    ['PUT', `${ESIGN}/groups/30000001/users`, 200],
  ])('%s %s is not described, and is %i', async (method, address, status) => {
    const { vendor, signedIn } = setUp()
    const { authorization } = await signedIn()
    const body = method === 'PUT' ? JSON.stringify({ users: [{ userId: BEN }] }) : ''
    const answer = await vendor.answer(requestTo(address, { method, headers: { authorization }, body }))
    expect(answer).toMatchObject({ status, undescribed: true })
  })
})

describe('docusign: signing in', () => {
  it.each([
    ['a right assertion', {}, 200, undefined],
    ['an audience with a scheme', { aud: 'https://account.docusign.com' }, 400, 'invalid_grant'],
    ['an audience with a path', { aud: 'account.docusign.com/oauth/token' }, 400, 'invalid_grant'],
    ['a clock that is an hour behind', { iat: 0, exp: Math.floor(MONDAY / 1_000) - 3_600 }, 400, 'invalid_grant'],
    ['over an hour', { exp: Math.floor(MONDAY / 1_000) + 7_200 }, 400, 'invalid_grant'],
    ['another integration key', { iss: BEN }, 400, 'invalid_grant'],
    ['somebody who did not consent', { sub: BEN }, 400, 'invalid_grant'],
    ['a scope that was not consented to', { scope: 'signature account_write' }, 400, 'consent_required'],
    ['no scope', { scope: '' }, 400, 'invalid_scope'],
  ])('%s', async (_, claims, status, error) => {
    const answer = await setUp().token(claims)
    expect(answer).toMatchObject({ status, ...(error && { body: { error } }) })
  })

  it.each([
    ['signature', ADMIN, 403],
    ['user_read', `${ESIGN}/settings`, 403],
    ['signature', STREAM, 403],
    ['impersonation', STREAM, 200],
    ['domain_read', `${ADMIN}/reserved_domains`, 200],
    ['domain_read', `${ADMIN}/identity_providers`, 403],
  ])('a token for %s at %s gets %i', async (scope, address, status) => {
    const { ask } = await setUp().signedIn(scope)
    expect((await ask(address)).status).toBe(status)
  })

  it('ends after an hour, and tells where the account lies', async () => {
    const { clock, signedIn } = setUp({ base: 'eu.docusign.net' })
    const { ask } = await signedIn()
    expect((await ask(`${SIGN_IN}/oauth/userinfo`)).body).toMatchObject({
      accounts: [{ account_id: ACCOUNT, base_uri: 'https://eu.docusign.net' }],
    })
    clock.advance(61 * MINUTE)
    expect((await ask(`${SIGN_IN}/oauth/userinfo`)).status).toBe(401)
  })
})

describe('docusign: Monitor', () => {
  it('goes by the time of events, from seven days ago where nothing is said', async () => {
    const { vendor, signedIn } = setUp()
    const times = [MONDAY - 8 * 1_440 * MINUTE, MONDAY - 2 * MINUTE, MONDAY - 3 * MINUTE]
    vendor.emit(times.map(time => event(time)))
    const { ask } = await signedIn()
    expect(page((await ask(STREAM)).body).data.map(({ timestamp }) => timestamp)).toEqual([
      iso(times[2]!),
      iso(times[1]!),
    ])
    const all = await ask(`${STREAM}?cursor=${iso(times[0]!)}`)
    expect(page(all.body).data).toHaveLength(3)
  })

  it('ends with no rows and the cursor that it was asked by, and goes on from there', async () => {
    const { vendor, signedIn } = setUp()
    vendor.emit([1, 2, 3].map(minute => event(MONDAY - minute * MINUTE)))
    const { ask } = await signedIn()
    const first = await ask(`${STREAM}?cursor=${iso(MONDAY - 60 * MINUTE)}&limit=2`)
    const second = await ask(`${STREAM}?cursor=${page(first.body).endCursor}&limit=2`)
    const { endCursor } = page(second.body)
    const end = await ask(`${STREAM}?cursor=${endCursor}`)
    expect([first, second, end].map(({ body, last }) => [page(body).data.length, last])).toEqual([
      [2, false],
      [1, true],
      [0, true],
    ])
    expect(page(end.body).endCursor).toBe(endCursor)
    vendor.emit([event(MONDAY)])
    expect(page((await ask(`${STREAM}?cursor=${endCursor}`)).body).data).toHaveLength(1)
  })

  it('does not show behind a cursor what came late', async () => {
    const { vendor, signedIn } = setUp()
    vendor.emit([event(MONDAY - MINUTE)])
    const { ask } = await signedIn()
    const { endCursor } = page((await ask(STREAM)).body)
    vendor.emit([event(MONDAY - 2 * MINUTE)])
    expect(page((await ask(`${STREAM}?cursor=${endCursor}`)).body).data).toEqual([])
  })
})

describe('docusign: limits', () => {
  it('are 400 with a code: 500 calls in half a minute', async () => {
    const { clock, signedIn } = setUp()
    const { ask } = await signedIn()
    for (let call = 0; call < 500; call += 1) await ask(`${ESIGN}/settings/password_rules`)
    const over = await ask(`${ESIGN}/settings/password_rules`)
    expect(over).toMatchObject({ status: 400, body: { errorCode: 'BURST_APIINVOCATION_LIMIT_EXCEEDED' } })
    expect(over.headers['x-ratelimit-remaining']).toBe('2499')
    clock.advance(31_000)
    expect((await ask(`${ESIGN}/settings/password_rules`)).status).toBe(200)
  })

  it('and 3,000 an hour', async () => {
    const { clock, vendor, signedIn } = setUp()
    const { authorization } = await signedIn()
    const request = requestTo(`${ESIGN}/settings`, { headers: { authorization } })
    for (let call = 0; call < 3_000; call += 1) {
      if (call % 400 === 399) clock.advance(31_000)
      await vendor.answer(request)
    }
    expect(await vendor.answer(request)).toMatchObject({
      status: 400,
      body: { errorCode: 'HOURLY_APIINVOCATION_LIMIT_EXCEEDED' },
      headers: { 'x-ratelimit-remaining': '0' },
    })
  })
})

describe('docusign: lists and changes', () => {
  it('count in texts, and leave an empty list out', async () => {
    const { settings, signedIn } = setUp({ pageRows: 1 })
    const { ask } = await signedIn()
    const first = (await ask(`${ESIGN}/users?count=100&start_position=0`)).body
    expect(first).toMatchObject({ resultSetSize: '1', totalSetSize: '2', startPosition: '0' })
    settings.envelopes = []
    const none = (await ask(`${ESIGN}/envelopes?from_date=2024-01-01`)).body
    expect(none).toMatchObject({ totalSetSize: '0' })
    expect(none).not.toHaveProperty('envelopes')
  })

  it('close a membership and open it again, which Monitor tells', async () => {
    const { vendor, accounts, signedIn } = setUp()
    const { ask, send } = await signedIn()
    const profile = `${ADMIN.replace('v2', 'v2.1')}/users/${BEN}/dsprofile`
    const { users } = (await ask(profile)).body as { users: { site_id: number; memberships: { id: string }[] }[] }
    const closed = await send('DELETE', `${ADMIN}/users/${BEN}/accounts`, { accounts: [{ id: ACCOUNT }] })
    expect(closed.body).toMatchObject({ success: true })
    expect(accounts[1]!.status).toBe('DEPROVISIONED')
    expect((await ask(profile)).body).toMatchObject({ users: [{ memberships: [{ status: 'closed' }] }] })
    const site_id = users[0]!.site_id
    await send('POST', `${ADMIN}/users/${BEN}/memberships/${users[0]!.memberships[0]!.id}`, { site_id })
    expect(accounts[1]!.status).toBe('ACTIVE')
    expect(vendor.size()).toBe(2)
  })

  it('void only what is on its way', async () => {
    const { settings, signedIn } = setUp()
    const { send } = await signedIn()
    const { envelopeId } = settings.envelopes[0]!
    const json = { status: 'voided', voidedReason: 'Wrong.' }
    expect((await send('PUT', `${ESIGN}/envelopes/${envelopeId}`, { status: 'voided' })).status).toBe(400)
    expect((await send('PUT', `${ESIGN}/envelopes/${envelopeId}`, json)).status).toBe(200)
    expect((await send('PUT', `${ESIGN}/envelopes/${envelopeId}`, json)).body).toMatchObject({
      errorCode: 'ENVELOPE_CANNOT_VOID_INVALID_STATE',
    })
  })

  it('take users out of groups, end what others do in a name, change profiles, and delete from Connect', async () => {
    const { accounts, settings, signedIn } = setUp()
    const { send } = await signedIn()
    const { authorizationId } = settings.authorizations[0]!
    await send('DELETE', `${ESIGN}/groups/30000001/users`, { users: [{ userId: BEN }] })
    await send('DELETE', `${ESIGN}/users/${BEN}/authorization/${authorizationId}`)
    await send('PUT', `${ESIGN}/users/${BEN}`, { permissionProfileId: '10000003' })
    await send('DELETE', `${ESIGN}/connect/20000001`)
    expect(accounts[1]!.groups).toEqual([])
    expect(settings.authorizations).toEqual([])
    expect(settings.permissionProfiles[BEN!]).toBe('10000003')
    expect(settings.connect).toEqual([])
    expect((await send('DELETE', `${ESIGN}/connect/20000001`)).status).toBe(400)
  })
})
