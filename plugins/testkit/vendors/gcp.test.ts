import { createSign, generateKeyPairSync } from 'node:crypto'
import { createGcp } from './gcp.ts'
import { CRM, gcpPolicy, type GcpSettings } from './gcp/settings.ts'
import { asking, describedBy, fakeClock, MONDAY, person, readAnswer, requestTo } from './testing.ts'

const CLIENT = 'casbah@acme-security.iam.gserviceaccount.com'
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform'
const ORGANISATION = 'organizations/123456789012'
const ENTRIES = 'https://logging.googleapis.com/v2/entries:list'
const ASSETS = `https://cloudasset.googleapis.com/v1/${ORGANISATION}`
const MANAGER = 'https://cloudresourcemanager.googleapis.com/v3'
const conformance = describedBy('gcp')
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
const HOUR = 3_600_000
const LOGS = 'logName:"cloudaudit.googleapis.com"'

async function setUp({ pageRows }: { pageRows?: number } = {}) {
  const clock = fakeClock()
  const vendor = createGcp({
    organizationId: '123456789012',
    projects: ['acme-web', 'acme-data'],
    clientEmail: CLIENT,
    privateKey,
    now: clock.now,
    ...(pageRows && { pageRows }),
    accounts: [person('ada', { isAdmin: true }), person('bob')],
  })
  const sign = (claims: object) => {
    const seconds = Math.floor(clock.now() / 1_000)
    const times = { iat: seconds, exp: seconds + 3_600 }
    const text = [
      { alg: 'RS256', typ: 'JWT' },
      { iss: CLIENT, aud: 'https://oauth2.googleapis.com/token', ...times, ...claims },
    ]
      .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`
  }
  const token = async (claims: object = { scope: SCOPE }) => {
    const body = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: sign(claims),
    }).toString()
    return readAnswer(await vendor.answer(requestTo('https://oauth2.googleapis.com/token', { method: 'POST', body })))
  }
  const headers = { authorization: '' }
  const renew = async () => {
    const { access_token } = (await token()).body as { access_token: string }
    headers.authorization = `Bearer ${access_token}`
  }
  await renew()
  const ask = asking(vendor, conformance, headers)
  const post = (address: string, json: object) => ask(address, { method: 'POST', body: JSON.stringify(json) })
  const list = async (json: object) => {
    const answer = await post(ENTRIES, { resourceNames: [ORGANISATION, 'projects/acme-web'], filter: LOGS, ...json })
    const { entries = [], nextPageToken } = answer.body as { entries?: { insertId: string }[]; nextPageToken?: string }
    return { ...answer, ids: entries.map(({ insertId }) => insertId), nextPageToken }
  }
  const settings = vendor.settings as unknown as GcpSettings
  return { clock, vendor, settings, token, renew, ask, post, list }
}

const entryOf = (insertId: string, place: string, time: number, log = 'activity') => ({
  insertId,
  logName: `${place}/logs/cloudaudit.googleapis.com%2F${log}`,
  timestamp: new Date(time).toISOString(),
  protoPayload: { methodName: 'SetIamPolicy' },
})
const since = (time: number) => ` AND timestamp>="${new Date(time).toISOString()}"`

describe('signing in', () => {
  it('takes an assertion of the service account for itself, and an hour later none of its tokens', async () => {
    const { token, ask, clock } = await setUp()
    expect((await token({ scope: SCOPE, sub: 'ada@acme.example' })).status).toBe(400)
    clock.advance(2 * HOUR)
    expect((await ask(`${ASSETS}/assets`)).body).toMatchObject({ error: { code: 401, status: 'UNAUTHENTICATED' } })
  })
})

describe('the audit log', () => {
  it('gives what lies in the named resources themselves, in the order of time', async () => {
    const { vendor, list } = await setUp()
    vendor.emit([
      entryOf('b', 'projects/acme-web', MONDAY - 1_000),
      entryOf('a', ORGANISATION, MONDAY - 2_000),
      entryOf('c', 'projects/acme-data', MONDAY - 500),
    ])
    const filter = LOGS + since(MONDAY - HOUR)
    expect((await list({ filter, resourceNames: [ORGANISATION] })).ids).toEqual(['a'])
    expect((await list({ filter, orderBy: 'timestamp asc' })).ids).toEqual(['a', 'b'])
  })

  it('answers a long search with an empty page and a token first', async () => {
    const { vendor, list } = await setUp({ pageRows: 1 })
    vendor.emit(['a', 'b'].map((id, index) => entryOf(id, ORGANISATION, MONDAY - HOUR + index)))
    const first = await list({})
    expect(first).toMatchObject({ ids: [], last: false, nextPageToken: expect.any(String) })
    const second = await list({ pageToken: first.nextPageToken })
    expect(second).toMatchObject({ ids: ['a'], last: false })
    expect(await list({ pageToken: second.nextPageToken })).toMatchObject({
      ids: ['b'],
      last: true,
      nextPageToken: undefined,
    })
  })

  it('refuses a token after a day, and for other resources', async () => {
    const { list, clock, renew } = await setUp()
    const { nextPageToken: pageToken } = await list({})
    expect((await list({ pageToken, resourceNames: [ORGANISATION] })).status).toBe(400)
    expect((await list({ pageToken })).status).toBe(200)
    clock.advance(25 * HOUR)
    await renew()
    expect((await list({ pageToken })).status).toBe(400)
  })

  it('shows a late entry by when it was received', async () => {
    const { vendor, list } = await setUp()
    vendor.emit([entryOf('newer', ORGANISATION, MONDAY), entryOf('late', ORGANISATION, MONDAY - HOUR)])
    const from = new Date(MONDAY - 1_000).toISOString()
    const filter = `${LOGS}${since(MONDAY - 24 * HOUR)} AND receiveTimestamp>="${from}"`
    expect((await list({ filter })).ids).toEqual(['late', 'newer'])
  })

  it('leaves data access out without a word, where the right to it is missing', async () => {
    const { vendor, list, settings } = await setUp()
    vendor.emit([entryOf('a', ORGANISATION, MONDAY - 2), entryOf('d', ORGANISATION, MONDAY - 1, 'data_access')])
    const filter = LOGS + since(MONDAY - HOUR)
    expect((await list({ filter })).ids).toEqual(['a', 'd'])
    settings.missing.push('logging.privateLogEntries.list')
    expect(await list({ filter })).toMatchObject({ status: 200, ids: ['a'] })
  })

  it('takes 100 resources and 60 reads a minute, and says not when to come back', async () => {
    const { list, clock } = await setUp()
    const many = Array.from({ length: 101 }, () => ORGANISATION)
    expect((await list({ resourceNames: many })).status).toBe(400)
    for (let read = 1; read < 60; read += 1) expect((await list({})).status).toBe(200)
    const refused = await list({})
    expect(refused).toMatchObject({
      status: 429,
      body: { error: { status: 'RESOURCE_EXHAUSTED', details: [{ metadata: { quota_limit_value: '60' } }] } },
    })
    expect(refused.headers).not.toHaveProperty('retry-after')
    clock.advance(60_000)
    expect((await list({})).status).toBe(200)
  })

  it('knows no project that is deleted', async () => {
    const { list, settings } = await setUp()
    settings.projects[1]!.state = 'DELETE_REQUESTED'
    expect((await list({ resourceNames: ['projects/acme-data'] })).status).toBe(404)
  })
})

describe('the asset inventory', () => {
  it('lists deleted projects, too, unless it is asked for active ones', async () => {
    const { ask, settings } = await setUp()
    settings.projects[1]!.state = 'DELETE_REQUESTED'
    const search = `${ASSETS}:searchAllResources?assetTypes=cloudresourcemanager.googleapis.com/(Folder|Project)`
    const states = async (more = '') =>
      ((await ask(search + more)).body as { results: { state: string }[] }).results.map(({ state }) => state)
    expect(await states()).toEqual(['ACTIVE', 'DELETE_REQUESTED'])
    expect(await states('&query=state:ACTIVE')).toEqual(['ACTIVE'])
  })

  it('pages assets with their data, and leaves an empty list out', async () => {
    const { ask } = await setUp()
    const buckets = `${ASSETS}/assets?assetTypes=storage.googleapis.com/Bucket&contentType=RESOURCE&pageSize=1`
    const first = (await ask(buckets)).body as { assets: object[]; nextPageToken: string }
    expect(first.assets).toMatchObject([{ resource: { data: { name: 'acme-web-files' } } }])
    const second = (await ask(`${buckets}&pageToken=${first.nextPageToken}`)).body
    expect(second).toMatchObject({ assets: [{ name: '//storage.googleapis.com/acme-web-logs' }] })
    expect(second).not.toHaveProperty('nextPageToken')
    expect((await ask(`${ASSETS}/assets?assetTypes=x.googleapis.com/Y`)).body).toEqual({ readTime: expect.any(String) })
  })

  it('refuses what the service account may not see', async () => {
    const { ask, settings } = await setUp()
    settings.missing.push('cloudasset.assets.searchAllIamPolicies')
    expect((await ask(`${ASSETS}:searchAllIamPolicies`)).body).toMatchObject({ error: { status: 'PERMISSION_DENIED' } })
  })
})

describe('a policy', () => {
  const condition = { title: 'office hours', expression: 'true' }
  async function withCondition() {
    const set = await setUp()
    const policy = gcpPolicy(`${CRM}folders/7`, 'cloudresourcemanager.googleapis.com/Folder', [
      { role: 'roles/editor', members: ['user:bob@acme.example'], condition },
    ])
    set.settings.policies.push(policy)
    const get = async (version?: number) =>
      (
        await set.post(
          `${MANAGER}/folders/7:getIamPolicy`,
          version ? { options: { requestedPolicyVersion: version } } : {},
        )
      ).body
    return { ...set, get, write: (policy: unknown) => set.post(`${MANAGER}/folders/7:setIamPolicy`, { policy }) }
  }

  it('shows conditions from version 3 on only, and loses them when it is written back without', async () => {
    const { get, write } = await withCondition()
    expect(await get(3)).toMatchObject({ version: 3, bindings: [{ condition }] })
    const old = await get()
    expect(old).toMatchObject({ version: 1 })
    expect((await write(old)).status).toBe(200)
    expect(await get(3)).not.toMatchObject({ bindings: [{ condition }] })
  })

  it('is not written over another change, nor with conditions of an older version', async () => {
    const { get, write } = await withCondition()
    const policy = (await get(3)) as object
    expect((await write({ ...policy, version: 1 })).status).toBe(400)
    expect((await write(policy)).status).toBe(200)
    expect((await write(policy)).body).toMatchObject({ error: { code: 409, status: 'ABORTED' } })
  })

  it('says in the log what a change gave and took', async () => {
    const { post, list, clock } = await setUp()
    const policy = (await post(`${MANAGER}/projects/acme-data:getIamPolicy`, {})).body as { bindings: object[] }
    const bindings = [...policy.bindings.slice(1), { role: 'roles/owner', members: ['user:bob@acme.example'] }]
    await post(`${MANAGER}/projects/acme-data:setIamPolicy`, { policy: { ...policy, bindings } })
    const filter = LOGS + since(clock.now() - HOUR)
    expect((await list({ resourceNames: ['projects/acme-data'], filter })).body).toMatchObject({
      entries: [
        {
          protoPayload: {
            methodName: 'SetIamPolicy',
            resourceName: 'projects/acme-data',
            serviceData: {
              policyDelta: {
                bindingDeltas: [
                  { action: 'ADD', role: 'roles/owner', member: 'user:bob@acme.example' },
                  { action: 'REMOVE', role: 'roles/viewer', member: 'user:ada@acme.example' },
                  { action: 'REMOVE', role: 'roles/viewer', member: 'user:bob@acme.example' },
                ],
              },
            },
          },
        },
      ],
    })
  })

  it('tells which permissions the service account has', async () => {
    const { post, settings } = await setUp()
    const test = () =>
      post(`${MANAGER}/projects/acme-web:testIamPermissions`, { permissions: ['logging.privateLogEntries.list'] })
    expect((await test()).body).toEqual({ permissions: ['logging.privateLogEntries.list'] })
    settings.missing.push('logging.privateLogEntries.list')
    expect((await test()).body).toEqual({})
  })
})

describe('what can be switched off', () => {
  const runner = 'runner@acme-web.iam.gserviceaccount.com'
  it.each([`projects/-/serviceAccounts/${runner}`, `projects/acme-web/serviceAccounts/${runner}/keys/b1c2d3`])(
    '%s says so only while it is off',
    async name => {
      const { ask, post } = await setUp()
      const address = `https://iam.googleapis.com/v1/${name}`
      await post(`${address}:disable`, {})
      expect((await ask(address)).body).toMatchObject({ disabled: true })
      await post(`${address}:enable`, {})
      expect((await ask(address)).body).not.toHaveProperty('disabled')
    },
  )

  it('a virtual machine stops, by a method that the description at hand lacks', async () => {
    const { vendor, ask } = await setUp()
    const zone = 'https://compute.googleapis.com/compute/v1/projects/acme-web/zones/europe-west1-b'
    const machines =
      'https://compute.googleapis.com/compute/v1/projects/acme-web/aggregated/instances?filter=name = web-1'
    const request = requestTo(`${zone}/instances/web-1/stop`, { method: 'POST' })
    expect(conformance?.violations(request, { status: 200 }) ?? ['is not described']).toEqual([
      expect.stringContaining('is not described'),
    ])
    expect((await ask(`${zone}/instances/web-1/stop`, { method: 'POST' })).status).toBe(200)
    expect((await ask(machines)).body).toMatchObject({
      items: { 'zones/europe-west1-b': { instances: [{ name: 'web-1', status: 'STOPPING' }] } },
    })
    expect(vendor.size()).toBe(1)
  })
})
