import { createSign, generateKeyPairSync } from 'node:crypto'
import { createGoogleWorkspace } from './google-workspace.ts'
import type { GoogleFile, GoogleWorkspaceSettings } from './google-workspace/settings.ts'
import { describedBy, fakeClock, MONDAY, person, readAnswer, requestTo } from './testing.ts'

const AUTH = 'https://www.googleapis.com/auth/'
const CLIENT = 'casbah@acme.iam.gserviceaccount.com'
const ADMIN = 'https://admin.googleapis.com/admin'
const DRIVE = 'https://www.googleapis.com/drive/v3'
const conformance = describedBy('google-workspace')
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
const HOUR = 3_600_000

const plan = (): GoogleFile => ({
  id: '1plan',
  name: 'Plan',
  mimeType: 'text/plain',
  owner: 'ben@acme.example',
  modifiedTime: '2026-02-20T10:00:00.000Z',
  trashed: false,
  permissions: [{ id: '77', type: 'user', role: 'reader', emailAddress: 'ada@acme.example' }],
  change: 2,
})

function setUp(settings: Partial<GoogleWorkspaceSettings> = {}) {
  const clock = fakeClock()
  const accounts = [
    person('1', { email: 'ada@acme.example', isAdmin: true, groups: ['Admins'] }),
    person('2', { email: 'ben@acme.example', mfa: false, groups: ['Admins'] }),
    person('3', { email: 'eve@acme.example', status: 'SUSPENDED' }),
    person('4', { email: 'old@acme.example', status: 'DEPROVISIONED' }),
  ]
  const vendor = createGoogleWorkspace({
    domain: 'acme.example',
    clientEmail: CLIENT,
    privateKey,
    adminEmail: 'ada@acme.example',
    now: clock.now,
    accounts,
    settings: { files: [plan()], ...settings },
  })
  const sign = (claims: object, key = privateKey) => {
    const seconds = Math.floor(clock.now() / 1_000)
    const all = {
      iss: CLIENT,
      aud: 'https://oauth2.googleapis.com/token',
      iat: seconds,
      exp: seconds + 3_600,
      ...claims,
    }
    const text = [{ alg: 'RS256', typ: 'JWT' }, all].map(part =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    )
    const signature = createSign('RSA-SHA256').update(text.join('.')).sign(key, 'base64url')
    return [...text, signature].join('.')
  }
  const askToken = async (claims: object, key?: string) => {
    const form = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: sign(claims, key),
    })
    const request = requestTo('https://oauth2.googleapis.com/token', { method: 'POST', body: form.toString() })
    const answer = await vendor.answer(request)
    expect(conformance?.violations(request, answer) ?? []).toEqual([])
    return readAnswer(answer)
  }
  /** Asks as somebody with one right, each time with a token of its own. */
  const ask = async (
    scope: string,
    address: string,
    { sub = 'ada@acme.example', method = 'GET', json = undefined as unknown } = {},
  ) => {
    const { body } = await askToken({ sub, scope: AUTH + scope })
    const authorization = `Bearer ${String((body as { access_token?: string }).access_token)}`
    const request = requestTo(address, {
      method,
      headers: { authorization },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    })
    const answer = await vendor.answer(request)
    expect(conformance?.violations(request, answer) ?? []).toEqual([])
    return readAnswer(answer.body === undefined ? { ...answer, body: null } : answer)
  }
  return { clock, vendor, askToken, ask }
}

function item(index: number, applicationName = 'admin') {
  return {
    kind: 'admin#reports#activity',
    id: {
      time: new Date(MONDAY - HOUR + index * 1_000).toISOString(),
      uniqueQualifier: String(index),
      applicationName,
      customerId: 'C1',
    },
    events: [{ type: 'USER_SETTINGS', name: 'CREATE_USER' }],
  }
}

const log = (query: Record<string, string>, application = 'admin') =>
  `${ADMIN}/reports/v1/activity/users/all/applications/${application}?${new URLSearchParams(query).toString()}`
const qualifiers = (body: unknown) =>
  ((body as { items?: { id: { uniqueQualifier: string } }[] }).items ?? []).map(({ id }) => Number(id.uniqueQualifier))

describe('google-workspace: the token endpoint', () => {
  const good = { sub: 'ada@acme.example', scope: `${AUTH}admin.reports.audit.readonly` }
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }) as string

  it('gives an access token for an hour, and names no scopes', async () => {
    const { askToken } = setUp()
    const { status, body } = await askToken(good)
    expect(status).toBe(200)
    expect(body).toEqual({ access_token: expect.stringMatching(/^ya29\./), expires_in: 3_599, token_type: 'Bearer' })
  })

  it.each<[string, object, string | undefined, number, string]>([
    ['another key', {}, other, 400, 'invalid_grant'],
    ['another service account', { iss: 'x@y.z' }, undefined, 400, 'invalid_grant'],
    ['another audience', { aud: 'https://example.com' }, undefined, 400, 'invalid_grant'],
    ['an assertion that lives too long', { exp: MONDAY / 1_000 + 4_000 }, undefined, 400, 'invalid_grant'],
    ['a suspended user to act as', { sub: 'eve@acme.example' }, undefined, 400, 'invalid_grant'],
    ['no scope', { scope: '' }, undefined, 400, 'invalid_scope'],
    [
      'one scope of two that is not registered',
      { scope: `${good.scope} ${AUTH}apps.alerts` },
      undefined,
      401,
      'unauthorized_client',
    ],
  ])('refuses %s', async (_, change, key, status, error) => {
    const { askToken } = setUp()
    expect(await askToken({ ...good, ...change }, key)).toMatchObject({ status, body: { error } })
  })
})

describe('google-workspace: what a token allows', () => {
  const USERS = `${ADMIN}/directory/v1/users?customer=my_customer`
  it.each<[string, string, string, string, number, string | undefined]>([
    ['its scope', 'admin.directory.user.readonly', 'ada@acme.example', USERS, 200, undefined],
    ['no other', 'admin.reports.audit.readonly', 'ada@acme.example', USERS, 403, 'insufficientPermissions'],
    [
      'nothing of an administrator to others',
      'admin.directory.user.readonly',
      'ben@acme.example',
      USERS,
      403,
      'forbidden',
    ],
    ['somebody\u2019s own files', 'drive.metadata.readonly', 'ben@acme.example', `${DRIVE}/files`, 200, undefined],
  ])('%s', async (_, scope, sub, address, status, reason) => {
    const { ask } = setUp()
    const answer = await ask(scope, address, { sub })
    expect(answer.status).toBe(status)
    if (reason) expect(answer.body).toMatchObject({ error: { code: status, errors: [{ reason }] } })
  })

  it('nothing without one, and nothing when it has expired', async () => {
    const { vendor, askToken, clock } = setUp()
    const { body } = await askToken({ sub: 'ada@acme.example', scope: `${AUTH}admin.reports.audit.readonly` })
    const authorization = `Bearer ${(body as { access_token: string }).access_token}`
    const statuses = [
      await vendor.answer(requestTo(log({}))),
      await vendor.answer(requestTo(log({}), { headers: { authorization } })),
    ]
    clock.advance(HOUR + 1)
    statuses.push(await vendor.answer(requestTo(log({}), { headers: { authorization } })))
    expect(statuses.map(({ status }) => status)).toEqual([401, 200, 401])
  })
})

describe('google-workspace: audit logs', () => {
  const SCOPE = 'admin.reports.audit.readonly'

  it('are newest first, a page at a time, with the same span', async () => {
    const { vendor, ask } = setUp()
    vendor.emit(Array.from({ length: 5 }, (_, index) => item(index)))
    const span = { startTime: '2026-03-02T07:00:00Z', endTime: '2026-03-02T09:00:00Z', maxResults: '2' }
    const found: number[] = []
    let pageToken: string | undefined
    do {
      const { body } = await ask(SCOPE, log({ ...span, ...(pageToken && { pageToken }) }))
      found.push(...qualifiers(body))
      pageToken = (body as { nextPageToken?: string }).nextPageToken
    } while (pageToken)
    expect(found).toEqual([4, 3, 2, 1, 0])
  })

  it('refuse a page token with another span', async () => {
    const { vendor, ask } = setUp()
    vendor.emit([item(0), item(1)])
    const { body } = await ask(SCOPE, log({ maxResults: '1', endTime: '2026-03-02T09:00:00Z' }))
    const { nextPageToken = '' } = body as { nextPageToken?: string }
    const other = log({ maxResults: '1', endTime: '2026-03-02T09:00:01Z', pageToken: nextPageToken })
    expect((await ask(SCOPE, other)).status).toBe(400)
  })

  it('are apart by application, and have no list when empty', async () => {
    const { vendor, ask } = setUp()
    vendor.emit([item(0, 'drive')])
    expect((await ask(SCOPE, log({}))).body).toEqual({ kind: 'admin#reports#activities' })
    expect(qualifiers((await ask(SCOPE, log({}, 'drive'))).body)).toEqual([0])
    expect([vendor.size(), vendor.size('drive'), vendor.size('admin')]).toEqual([1, 1, 0])
  })

  it.each([
    [{ startTime: '2025-09-02T08:00:00Z' }, 400],
    [{ startTime: '2025-09-04T08:00:00Z' }, 200],
    [{ startTime: '2026-03-02T08:00:00Z', endTime: '2026-03-02T07:00:00Z' }, 400],
    [{ maxResults: '1001' }, 400],
  ])('asked for %j answer %d', async (query, status) => {
    const { ask } = setUp()
    expect((await ask(SCOPE, log(query))).status).toBe(status)
  })

  it('answer 403 beyond 2,400 queries a minute', async () => {
    const { vendor, askToken } = setUp()
    const { body } = await askToken({ sub: 'ada@acme.example', scope: AUTH + SCOPE })
    const headers = { authorization: `Bearer ${(body as { access_token: string }).access_token}` }
    const statuses = new Set<number>()
    for (let query = 0; query < 2_400; query += 1)
      statuses.add((await vendor.answer(requestTo(log({}), { headers }))).status)
    expect([...statuses]).toEqual([200])
    expect(await vendor.answer(requestTo(log({}), { headers }))).toMatchObject({
      status: 403,
      body: { error: { errors: [{ reason: 'rateLimitExceeded' }] } },
    })
  })
})

describe('google-workspace: directory', () => {
  const users = (query: string) => `${ADMIN}/directory/v1/users?customer=my_customer&${query}`
  const emails = (body: unknown) =>
    ((body as { users?: { primaryEmail: string }[] }).users ?? []).map(({ primaryEmail }) => primaryEmail.split('@')[0])

  it.each([
    ['projection=full', ['ada', 'ben', 'eve']],
    ['showDeleted=true', ['old']],
    [`query=${encodeURIComponent("orgUnitPath='/' isSuspended=false isArchived=false")}`, ['ada', 'ben']],
    [`query=${encodeURIComponent("orgUnitPath='/Sales'")}`, ['ben']],
  ])('users by %s are %j', async (query, expected) => {
    const { ask } = setUp({ orgUnits: { 2: '/Sales/East' } })
    expect(emails((await ask('admin.directory.user.readonly', users(query))).body)).toEqual(expected)
  })

  it('pages users, and refuses more than 500', async () => {
    const { ask } = setUp()
    const first = await ask('admin.directory.user.readonly', users('maxResults=2'))
    const { nextPageToken = '' } = first.body as { nextPageToken?: string }
    const second = await ask('admin.directory.user.readonly', users(`maxResults=2&pageToken=${nextPageToken}`))
    expect([emails(first.body), emails(second.body)]).toEqual([['ada', 'ben'], ['eve']])
    expect((await ask('admin.directory.user.readonly', users('maxResults=501'))).status).toBe(400)
  })

  it('suspends, signs out and revokes, and the logs say so', async () => {
    const { ask, vendor } = setUp({ tokens: { 2: [{ clientId: 'c1', displayText: 'Mail', scopes: ['openid'] }] } })
    const ben = `${ADMIN}/directory/v1/users/2`
    const change = { method: 'PUT', json: { suspended: true } }
    expect((await ask('admin.directory.user.readonly', ben, change)).status).toBe(403)
    expect((await ask('admin.directory.user', ben, change)).body).toMatchObject({ suspended: true })
    expect((await ask('admin.directory.user.security', `${ben}/signOut`, { method: 'POST' })).status).toBe(200)
    expect((await ask('admin.directory.user.security', `${ben}/tokens/c1`, { method: 'DELETE' })).status).toBe(200)
    expect((await ask('admin.directory.user.security', `${ben}/tokens/c1`)).status).toBe(404)
    expect((await ask('admin.directory.user.security', `${ben}/tokens`)).body).toEqual({
      kind: 'admin#directory#tokenList',
    })
    expect([vendor.size('admin'), vendor.size('token')]).toEqual([2, 1])
  })

  it('shows and removes ways around the second step, and the second step', async () => {
    const { ask, vendor } = setUp({
      backupCodes: { 2: ['12345678'] },
      appPasswords: { 2: [{ codeId: 5, name: 'Mail' }] },
    })
    const ben = `${ADMIN}/directory/v1/users/2`
    const secure = (path: string, method = 'GET') => ask('admin.directory.user.security', `${ben}/${path}`, { method })
    expect((await ask('admin.directory.user', `${ben}/verificationCodes`)).status).toBe(403)
    expect((await secure('verificationCodes')).body).toMatchObject({ items: [{ verificationCode: '12345678' }] })
    expect((await secure('verificationCodes?fields=items(userId)')).body).toEqual({ items: [{ userId: '2' }] })
    expect((await secure('verificationCodes/invalidate', 'POST')).status).toBe(200)
    expect((await secure('verificationCodes')).body).toEqual({ kind: 'admin#directory#verificationCodesList' })
    expect((await secure('asps')).body).toMatchObject({ items: [{ codeId: 5 }] })
    expect((await secure('asps/5', 'DELETE')).status).toBe(200)
    expect((await secure('asps/5', 'DELETE')).status).toBe(404)
    vendor.accounts.find(({ id }) => id === '2')!.mfa = true
    expect((await secure('twoStepVerification/turnOff', 'POST')).status).toBe(200)
    expect((await secure('twoStepVerification/turnOff', 'POST')).status).toBe(400)
    expect(vendor.size('admin')).toBe(3)
  })

  it('lists groups and members, and takes one out', async () => {
    const { ask } = setUp()
    const groups = `${ADMIN}/directory/v1/groups`
    const { body } = await ask('admin.directory.group.readonly', `${groups}?customer=my_customer`)
    expect(body).toMatchObject({ groups: [{ name: 'Admins', email: 'admins@acme.example' }] })
    const members = `${groups}/admins@acme.example/members`
    expect((await ask('admin.directory.group', `${members}/2`, { method: 'DELETE' })).status).toBe(200)
    expect((await ask('admin.directory.group', `${members}/2`, { method: 'DELETE' })).status).toBe(404)
    expect((await ask('admin.directory.group.readonly', members)).body).toMatchObject({
      members: [{ id: '1', type: 'USER' }],
    })
  })

  it('lists domains', async () => {
    const { ask } = setUp()
    const { body } = await ask('admin.directory.domain.readonly', `${ADMIN}/directory/v1/customer/my_customer/domains`)
    expect(body).toMatchObject({ domains: [{ domainName: 'acme.example', isPrimary: true }, { verified: false }] })
  })
})

describe('google-workspace: policies', () => {
  it.each([
    [String.raw`setting.type.matches('^settings/security\\..*$')`, 200],
    [`setting.type == 'x'`, 400],
  ])('by %s', async (filter, status) => {
    const { ask } = setUp()
    const address = `https://cloudidentity.googleapis.com/v1/policies?pageSize=100&filter=${encodeURIComponent(filter)}`
    const answer = await ask('cloud-identity.policies.readonly', address)
    expect(answer.status).toBe(status)
    const types = ((answer.body as { policies?: { setting: { type: string } }[] }).policies ?? []).map(
      ({ setting }) => setting.type,
    )
    expect(types.filter(type => !type.startsWith('settings/security.'))).toEqual([])
    expect(types.length > 0).toBe(status === 200)
  })
})

describe('google-workspace: Drive', () => {
  const ben = { sub: 'ben@acme.example' }
  const mine = encodeURIComponent("'me' in owners and trashed = false")
  const fields = 'files(id,ownedByMe,permissions(type,role))'

  it('shows one\u2019s own files, with what is asked for and little more', async () => {
    const { ask } = setUp()
    const list = (rest: string, who = ben) => ask('drive.metadata.readonly', `${DRIVE}/files?${rest}`, who)
    expect((await list(`q=${mine}`)).body).toMatchObject({
      files: [{ kind: 'drive#file', id: '1plan', name: 'Plan', mimeType: 'text/plain' }],
    })
    expect((await list(`q=${mine}&fields=${fields}`)).body).toEqual({
      files: [
        {
          id: '1plan',
          ownedByMe: true,
          permissions: [
            { type: 'user', role: 'owner' },
            { type: 'user', role: 'reader' },
          ],
        },
      ],
    })
    expect((await list(`q=${mine}`, { sub: 'ada@acme.example' })).body).toMatchObject({ files: [] })
    expect((await list('q=nonsense')).status).toBe(400)
  })

  it('whoever may not share a file sees neither its permissions nor a way to change them', async () => {
    const { ask } = setUp()
    const ada = { sub: 'ada@acme.example' }
    expect((await ask('drive', `${DRIVE}/files/1plan?fields=id,permissions`, ada)).body).toEqual({ id: '1plan' })
    expect((await ask('drive', `${DRIVE}/files/1plan/permissions/77`, { ...ada, method: 'DELETE' })).status).toBe(403)
    expect((await ask('drive', `${DRIVE}/files/1none`, ada)).status).toBe(404)
  })

  it('changes are told from a start token on, one\u2019s own and those of files that one sees', async () => {
    const { ask } = setUp()
    const { body } = await ask('drive.metadata.readonly', `${DRIVE}/changes/startPageToken`, ben)
    const { startPageToken } = body as { startPageToken: string }
    const changes = (token: string, who = ben) =>
      ask(
        'drive.metadata.readonly',
        `${DRIVE}/changes?pageToken=${token}&fields=newStartPageToken,changes(fileId,file(id,ownedByMe,trashed))`,
        who,
      )
    expect((await changes(startPageToken)).body).toEqual({ newStartPageToken: startPageToken, changes: [] })
    await ask('drive', `${DRIVE}/files/1plan`, { ...ben, method: 'PATCH', json: { trashed: true } })
    const next = String(Number(startPageToken) + 1)
    const told = (ownedByMe: boolean) => ({
      newStartPageToken: next,
      changes: [{ fileId: '1plan', file: { id: '1plan', ownedByMe, trashed: true } }],
    })
    expect((await changes(startPageToken)).body).toEqual(told(true))
    expect((await changes(startPageToken, { sub: 'ada@acme.example' })).body).toEqual(told(false))
  })

  it('gives and takes permissions; the public one has a name for its id', async () => {
    const { ask, vendor } = setUp()
    const path = `${DRIVE}/files/1plan/permissions`
    const link = { ...ben, method: 'POST', json: { type: 'anyone', role: 'reader' } }
    expect((await ask('drive', path, link)).body).toMatchObject({ id: 'anyoneWithLink' })
    expect((await ask('drive', `${path}/anyoneWithLink`, { ...ben, method: 'DELETE' })).status).toBe(200)
    expect((await ask('drive', `${path}/anyoneWithLink`, { ...ben, method: 'DELETE' })).status).toBe(404)
    expect((vendor.settings.files as GoogleFile[])[0]?.permissions).toHaveLength(1)
  })

  it('gives a file to another owner of the organisation, and keeps the old one as a writer', async () => {
    const { ask, vendor } = setUp()
    const give = (to: string, query = 'transferOwnership=true') =>
      ask('drive', `${DRIVE}/files/1plan/permissions?${query}`, {
        ...ben,
        method: 'POST',
        json: { type: 'user', role: 'owner', emailAddress: to },
      })
    expect((await give('ada@acme.example', '')).status).toBe(403)
    expect((await give('ada@acme.example', 'transferOwnership=true&sendNotificationEmail=false')).status).toBe(403)
    expect((await give('kim@partner.example')).status).toBe(403)
    expect((await give('ada@acme.example')).body).toMatchObject({ role: 'owner' })
    const [file] = vendor.settings.files as GoogleFile[]
    expect(file).toMatchObject({ owner: 'ada@acme.example' })
    expect(file?.permissions).toContainEqual(expect.objectContaining({ role: 'writer', emailAddress: ben.sub }))
    expect((await give('ada@acme.example')).status).toBe(403)
  })

  it('refuses whoever has no licence for it', async () => {
    const { ask } = setUp({ withoutDrive: [ben.sub] })
    const answer = await ask('drive.metadata.readonly', `${DRIVE}/files`, ben)
    expect(answer).toMatchObject({ status: 403, body: { error: { errors: [{ reason: 'domainPolicy' }] } } })
  })
})
