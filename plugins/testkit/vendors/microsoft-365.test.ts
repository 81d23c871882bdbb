import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { createMicrosoft365 } from './microsoft-365.ts'
import type { MicrosoftSettings } from './microsoft-365/settings.ts'
import { asking, describedBy, fakeClock, MONDAY, person, readAnswer, requestTo, type Answer } from './testing.ts'

const TENANT = '5d1f4a52-0000-4000-8000-00000000acce'
const CLIENT = '5d1f4a52-0000-4000-8000-000000000001'
const ADA = '5d1f4a52-0000-4000-8001-000000000001'
const BEN = '5d1f4a52-0000-4000-8001-000000000002'
const LOGIN = `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`
const GRAPH = 'https://graph.microsoft.com'
const FEED = `https://manage.office.com/api/v1.0/${TENANT}/activity/feed`
const MINUTE = 60_000
const DAY = 86_400_000
const conformance = describedBy('microsoft-365')
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }) as string

async function setUp(over: { settings?: Partial<MicrosoftSettings>; pageRows?: number } = {}) {
  const clock = fakeClock()
  const vendor = createMicrosoft365({
    tenantId: TENANT,
    clientId: CLIENT,
    clientSecret: 'secret-1',
    certificate: { publicKey, thumbprint: 'thumb-1' },
    domain: 'acme.example',
    now: clock.now,
    accounts: [
      person(ADA, { email: 'ada@acme.example', isAdmin: true, groups: ['Admins'] }),
      person(BEN, { email: 'ben@acme.example', mfa: false, groups: ['Admins'] }),
    ],
    ...over,
  })
  const askToken = async (form: Record<string, string>, address = LOGIN) =>
    readAnswer(await vendor.answer(requestTo(address, { method: 'POST', body: new URLSearchParams(form).toString() })))
  const tokenFor = async (host: string) => {
    const { body } = await askToken({ ...good, scope: `https://${host}/.default` })
    return { authorization: `Bearer ${(body as { access_token: string }).access_token}` }
  }
  const graphToken = await tokenFor('graph.microsoft.com')
  const feedToken = await tokenFor('manage.office.com')
  const graph = asking(vendor, conformance, graphToken)
  const feed = asking(vendor, conformance, feedToken)
  return {
    clock,
    vendor,
    askToken,
    tokenFor,
    graphToken,
    feedToken,
    graph: (path: string, ask: Parameters<typeof graph>[1] = {}) => graph(`${GRAPH}/v1.0${path}`, ask),
    feed: (path: string, query: Record<string, string> = {}, method = 'GET') =>
      feed(`${FEED}${path}?${new URLSearchParams({ PublisherIdentifier: TENANT, ...query })}`, { method }),
  }
}

const good = {
  grant_type: 'client_credentials',
  client_id: CLIENT,
  client_secret: 'secret-1',
  scope: 'https://graph.microsoft.com/.default',
}
const values = (answer: Answer) => (answer.body as { value: Record<string, unknown>[] }).value
const id = (index: number) => `5d1f4a52-0000-4000-8010-${String(index).padStart(12, '0')}`
const record = (index: number, time: number) => ({
  Id: id(index),
  CreationTime: new Date(time).toISOString().slice(0, 19),
  RecordType: 6,
  Operation: 'FileAccessed',
  OrganizationId: TENANT,
  UserType: 0,
  UserKey: 'k',
  Workload: 'OneDrive',
  UserId: 'ben@acme.example',
})
const EXCHANGE = { contentType: 'Audit.Exchange' }
const between = (since: string, until: string) => ({ ...EXCHANGE, startTime: since, endTime: until })
const today = between('2026-03-02T00:00:00', '2026-03-02T09:00:00')

describe('microsoft-365: tokens', () => {
  it('last an hour and name no rights', async () => {
    const { askToken } = await setUp()
    expect(await askToken(good)).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3_599 } })
  })

  it.each<[string, Record<string, string>, number, string]>([
    ['another secret', { client_secret: 'secret-2' }, 401, 'invalid_client'],
    ['another client', { client_id: ADA }, 400, 'unauthorized_client'],
    ['a right by its name', { scope: 'User.Read.All' }, 400, 'invalid_scope'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('are refused with %s', async (_, change, status, error) => {
    const { askToken } = await setUp()
    expect(await askToken({ ...good, ...change })).toMatchObject({ status, body: { error } })
  })

  it.each<[string, string, number]>([
    ['its certificate', 'thumb-1', 200],
    ['another certificate', 'thumb-2', 401],
  ])('are given to an assertion that names %s', async (_, thumbprint, status) => {
    const { askToken } = await setUp()
    const at = MONDAY / 1_000
    const assertion = await new SignJWT({ iss: CLIENT, sub: CLIENT, aud: LOGIN, iat: at, exp: at + 300 })
      .setProtectedHeader({ alg: 'RS256', 'x5t#S256': thumbprint })
      .sign(createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })))
    const { client_secret: _secret, ...rest } = good
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
    const answer = await askToken({ ...rest, client_assertion_type: type, client_assertion: assertion })
    expect(answer.status).toBe(status)
  })

  it('are for one host alone, and end', async () => {
    const { vendor, clock, graphToken, feedToken } = await setUp()
    const status = async (address: string, headers: Record<string, string>) =>
      (await vendor.answer(requestTo(address, { headers }))).status
    const users = `${GRAPH}/v1.0/users`
    expect([await status(users, graphToken), await status(users, feedToken), await status(users, {})]).toEqual([
      200, 401, 401,
    ])
    clock.advance(3_700_000)
    expect(await status(users, graphToken)).toBe(401)
  })

  it('tell which tenant is meant, where several share a host', async () => {
    const { vendor, graphToken } = await setUp()
    const asked = (address: string, headers = {}) => vendor.recognises?.(requestTo(address, { headers }))
    const other = TENANT.replace('acce', 'beef')
    expect([asked(LOGIN), asked(LOGIN.replace(TENANT, other)), asked(`${FEED}/subscriptions/list`)]).toEqual([
      true,
      false,
      true,
    ])
    expect([asked(`${GRAPH}/v1.0/users`, graphToken), asked(`${GRAPH}/v1.0/users`)]).toEqual([true, false])
  })

  it('let through what was consented to', async () => {
    const { graph, feed } = await setUp({ settings: { permissions: ['ActivityFeed.Read'] } })
    expect(await graph('/users')).toMatchObject({
      status: 403,
      body: { error: { code: 'Authorization_RequestDenied' } },
    })
    expect((await feed('/subscriptions/list')).status).toBe(200)
    expect(await feed('/subscriptions/start', { contentType: 'DLP.All' }, 'POST')).toMatchObject({
      status: 403,
      body: { error: { code: 'AF10001' } },
    })
  })
})

describe('microsoft-365: the feed', () => {
  it('has to be started, which is refused again at once when it is', async () => {
    const { feed } = await setUp()
    const dlp = { contentType: 'DLP.All' }
    expect(await feed('/subscriptions/content', dlp)).toMatchObject({
      status: 400,
      body: { error: { code: 'AF20022' } },
    })
    expect(await feed('/subscriptions/start', dlp, 'POST')).toMatchObject({ status: 200, body: { status: 'enabled' } })
    expect(await feed('/subscriptions/start', dlp, 'POST')).toMatchObject({
      status: 400,
      body: { error: { code: 'AF20024' } },
    })
    expect((await feed('/subscriptions/list')).body).toHaveLength(5)
    expect((await feed('/subscriptions/content', dlp)).body).toEqual([])
  })

  it.each([
    ['over a day', between('2026-03-01T00:00:00', '2026-03-02T00:00:01'), 'AF20055'],
    ['over a week ago', between('2026-02-23T08:59:59', '2026-02-23T10:00:00'), 'AF20055'],
    ['that ends before it begins', between('2026-03-02T02:00:00', '2026-03-02T01:00:00'), 'AF20055'],
    ['without an end', { ...EXCHANGE, startTime: '2026-03-02T00:00:00' }, 'AF20030'],
  ])('refuses a window %s', async (_, query, code) => {
    const { feed } = await setUp()
    expect(await feed('/subscriptions/content', query)).toMatchObject({ status: 400, body: { error: { code } } })
  })

  it('tells of more by a header alone, lists by when blobs came, and repeats a record now and then', async () => {
    const { vendor, feed, feedToken } = await setUp({ pageRows: 1 })
    vendor.emit(
      Array.from({ length: 20 }, (_, index) => record(index, MONDAY - 60 * MINUTE + index * 1_000)),
      'Audit.Exchange',
    )
    const ask = asking(vendor, conformance, feedToken)
    const ids: string[] = []
    let page = await feed('/subscriptions/content', today)
    for (let pages = 1; ; pages += 1) {
      const [blob] = page.body as { contentUri: string; contentCreated: string }[]
      const rows = (await ask(`${blob?.contentUri}?PublisherIdentifier=${TENANT}`)).body as { Id: string }[]
      ids.push(...rows.map(({ Id }) => Id))
      expect(page.last).toBe(page.headers.NextPageUri === undefined)
      if (page.headers.NextPageUri === undefined) {
        expect(pages).toBe(5)
        break
      }
      page = await ask(page.headers.NextPageUri as string)
    }
    expect([ids.length, new Set(ids).size, vendor.size('Audit.Exchange')]).toEqual([21, 20, 20])
  })

  it('makes late records available when they come, and old ones no more', async () => {
    const { vendor, feed, clock, tokenFor } = await setUp()
    await feed('/subscriptions/list')
    vendor.emit([record(1, MONDAY - 5 * DAY)], 'Audit.Exchange')
    clock.advance(MINUTE)
    const listed = await feed('/subscriptions/content', EXCHANGE)
    const [blob] = listed.body as { contentId: string }[]
    expect(blob).toMatchObject({ contentCreated: '2026-03-02T09:00:00.000Z' })
    clock.advance(7 * DAY)
    const ask = asking(vendor, conformance, await tokenFor('manage.office.com'))
    const gone = await ask(`${FEED}/audit/${blob?.contentId}?PublisherIdentifier=${TENANT}`)
    expect(gone).toMatchObject({ status: 400, body: { error: { code: 'AF20051' } } })
  })

  it('throttles by 403 with a code, and tells whoever names no publisher at once', async () => {
    const { vendor, feedToken } = await setUp()
    const ask = async (query = `?PublisherIdentifier=${TENANT}`) =>
      vendor.answer(requestTo(`${FEED}/subscriptions/list${query}`, { headers: feedToken }))
    expect(await ask('')).toMatchObject({ status: 429, body: { error: { code: 'AF429' } } })
    for (let count = 1; count < 2_000; count += 1) await ask()
    expect(await ask()).toMatchObject({ status: 403, body: { error: { code: 'AF429' } } })
  })
})

describe('microsoft-365: logs of Graph', () => {
  const AUDITS = '/auditLogs/directoryAudits'
  const audit = (index: number) => ({
    id: `Directory_${index}`,
    category: 'UserManagement',
    activityDisplayName: 'Update user',
    activityDateTime: new Date(MONDAY - (10 - index) * MINUTE).toISOString(),
    initiatedBy: { user: { id: ADA } },
  })
  const filter = encodeURIComponent(
    'activityDateTime ge 2026-03-02T08:00:00Z and activityDateTime lt 2026-03-02T09:00:00Z',
  )

  it('are newest first, with an address of the next page that ends after a while', async () => {
    const { vendor, graph, clock, graphToken, tokenFor } = await setUp()
    vendor.emit(
      Array.from({ length: 5 }, (_, index) => audit(index)),
      'directory-audits',
    )
    const first = await graph(
      `${AUDITS}?$filter=${filter}&$top=2&$orderby=${encodeURIComponent('activityDateTime desc')}`,
    )
    expect(values(first).map(one => one.id)).toEqual(['Directory_4', 'Directory_3'])
    const next = (first.body as Record<string, string>)['@odata.nextLink'] ?? ''
    const ask = asking(vendor, conformance, graphToken)
    expect(values(await ask(next)).map(one => one.id)).toEqual(['Directory_2', 'Directory_1'])
    clock.advance(61 * MINUTE)
    const later = asking(vendor, conformance, await tokenFor('graph.microsoft.com'))
    expect(await later(next)).toMatchObject({ status: 400, body: { error: { message: 'Invalid Skip Token' } } })
  })

  it.each([['$top=1001'], ['$filter=nonsense'], ['$skiptoken=broken'], ['$orderby=id']])('refuse %s', async query => {
    const { graph } = await setUp()
    expect((await graph(`${AUDITS}?${query}`)).status).toBe(400)
  })

  it('allow five requests in ten seconds, and say how long to wait', async () => {
    const { graph, clock } = await setUp()
    const statuses = []
    for (let count = 0; count < 6; count += 1) statuses.push((await graph(AUDITS)).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
    expect((await graph(AUDITS)).headers['retry-after']).toBe('10')
    clock.advance(10_000)
    expect((await graph(AUDITS)).status).toBe(200)
  })
})

describe('microsoft-365: the directory', () => {
  it('gives little of a user that is not asked for', async () => {
    const { graph } = await setUp()
    expect(values(await graph('/users'))[0]).not.toHaveProperty('accountEnabled')
    expect(values(await graph('/users?$select=id,accountEnabled'))[0]).toEqual({ id: ADA, accountEnabled: true })
  })

  it.each([
    ['/users?$top=1000', 400],
    [`/servicePrincipals?$filter=${encodeURIComponent('appOwnerOrganizationId ne x')}`, 400],
    ['/users/nobody', 404],
    ['/groups/nothing/members', 404],
    ['/drives/none/root/delta', 404],
  ])('answers %s with %d', async (path, status) => {
    const { graph } = await setUp()
    expect((await graph(path)).status).toBe(status)
  })

  it('answers an advanced filter when the request says that it may be behind', async () => {
    const { graph } = await setUp()
    const path = `/servicePrincipals?$count=true&$filter=${encodeURIComponent('appOwnerOrganizationId ne x')}`
    expect((await graph(path, { headers: { consistencylevel: 'eventual' } })).status).toBe(200)
  })

  it('does what it is asked for, shows it, and writes it down', async () => {
    const { graph, vendor, clock } = await setUp()
    const json = (body: object) => ({
      method: 'PATCH',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    const fields = '$select=accountEnabled,passwordProfile,signInSessionsValidFromDateTime'
    expect(
      (
        await graph(
          `/users/${BEN}`,
          json({ accountEnabled: false, passwordProfile: { forceChangePasswordNextSignIn: true } }),
        )
      ).status,
    ).toBe(204)
    clock.advance(1_000)
    expect((await graph(`/users/${BEN}/revokeSignInSessions`, { method: 'POST' })).body).toEqual({ value: true })
    expect((await graph(`/users/${BEN}?${fields}`)).body).toEqual({
      accountEnabled: false,
      passwordProfile: { forceChangePasswordNextSignIn: true },
      signInSessionsValidFromDateTime: '2026-03-02T09:00:01.000Z',
    })
    expect(vendor.size('directory-audits')).toBe(3)
  })

  it('takes a member out of a group by $ref, and knows no other way', async () => {
    const { graph } = await setUp()
    const [group] = values(await graph('/groups'))
    const member = `/groups/${String(group?.id)}/members/${BEN}`
    expect((await graph(`${member}/$ref`, { method: 'DELETE' })).status).toBe(204)
    expect((await graph(`${member}/$ref`, { method: 'DELETE' })).status).toBe(404)
    expect((await graph(member, { method: 'DELETE' })).status).toBe(404)
  })

  it('does not take what a folder above gives', async () => {
    const inherited = { id: 'p1', roles: ['read'], inheritedFrom: { id: '01TOP', path: '/top' } }
    const { graph } = await setUp({
      settings: { files: [{ id: '01A', name: 'A', owner: 'ada@acme.example', permissions: [inherited] }] },
    })
    const permissions = '/drives/b!acme-documents/items/01A/permissions'
    expect(values(await graph(permissions))).toEqual([inherited])
    expect((await graph(`${permissions}/p1`, { method: 'DELETE' })).status).toBe(400)
  })
})
