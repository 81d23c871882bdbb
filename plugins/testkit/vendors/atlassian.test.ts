import type { AtlassianSettings } from './atlassian/settings.ts'
import { createAtlassian, type AtlassianOptions } from './atlassian.ts'
import { asking, describedBy, fakeClock, MONDAY, person, requestTo, type Answer } from './testing.ts'

const ORG = 'a1b2c3d4-acme'
const ADMIN = `https://api.atlassian.com/admin/v1/orgs/${ORG}`
const DIRECTORIES = `https://api.atlassian.com/admin/v2/orgs/${ORG}/directories`
const ACCESS = `https://api.atlassian.com/admin/api-access/v1/orgs/${ORG}`
const ACCOUNT = 'https://api.atlassian.com/users'
const SITE = 'https://acme.atlassian.net'
const MINUTE = 60_000
const DAY = 1_440 * MINUTE
const conformance = describedBy('atlassian')

function setUp(options: Partial<AtlassianOptions> = {}) {
  const clock = fakeClock()
  const accounts = [person('ada', { isAdmin: true }), person('ben'), person('kim')]
  const vendor = createAtlassian({
    organisation: ORG,
    site: 'acme',
    organisationKey: 'org-key',
    email: 'casbah@acme.example',
    siteToken: 'site-token',
    now: clock.now,
    accounts,
    settings: { unmanaged: ['kim'] },
    ...options,
  })
  const settings = vendor.settings as unknown as AtlassianSettings
  const key = { authorization: 'Bearer org-key' }
  const basic = { authorization: `Basic ${Buffer.from('casbah@acme.example:site-token').toString('base64')}` }
  const [ofOrganisation, ofSite] = [asking(vendor, conformance, key), asking(vendor, conformance, basic)]
  const ask = (address: string, method = 'GET', json?: object) =>
    (address.startsWith(SITE) ? ofSite : ofOrganisation)(address, { method, body: json ? JSON.stringify(json) : '' })
  return { clock, vendor, accounts, settings, ask }
}

const event = (id: string, time: number) => ({
  id,
  attributes: { time: new Date(time).toISOString(), action: 'user_login', actor: { id: 'ben' } },
})
const idsOf = (answer: Answer) => (answer.body as { data: { id: string }[] }).data.map(({ id }) => id)
const nextOf = (answer: Answer) => (answer.body as { meta: { next: string } }).meta.next

describe('atlassian: routes fit the description', () => {
  it.each([
    [`${ADMIN}/events-stream?limit=500&sortOrder=asc&from=1`, 200],
    [`${ADMIN}/events-stream?limit=501`, 400],
    [`${ADMIN}/events-stream?from=2026-03-01T00:00:00Z`, 400],
    [`${ADMIN}/events-stream?cursor=nonsense`, 400],
    [`${ADMIN}/users`, 200],
    [`${ADMIN}/users?cursor=nonsense`, 400],
    [`${ADMIN}/domains`, 200],
    [`${ADMIN}/policies?type=ip-allowlist`, 200],
    ['https://api.atlassian.com/admin/v1/orgs/another/users', 404],
    [`${DIRECTORIES}?accountId=ben&limit=100`, 200],
    [`${DIRECTORIES}/-/users/ben`, 200],
    [`${DIRECTORIES}/dir-1/users/nobody`, 404],
    [`${ACCESS}/api-tokens?pageSize=100`, 200],
    [`${ACCESS}/api-keys?pageSize=100`, 200],
    [`${ACCOUNT}/ben/manage/profile`, 200],
    [`${ACCOUNT}/ben/manage/api-tokens`, 200],
    [`${SITE}/rest/api/3/auditing/record?limit=1000&offset=0`, 200],
    [`${SITE}/rest/api/3/users/search?startAt=0&maxResults=50`, 200],
    [`${SITE}/rest/api/3/filter/search?expand=owner,sharePermissions&overrideSharePermissions=true`, 200],
    [`${SITE}/rest/api/3/dashboard/search?expand=owner,sharePermissions`, 200],
    [`${SITE}/rest/api/3/permissionscheme?expand=permissions`, 200],
    [`${SITE}/rest/api/3/mypermissions?permissions=ADMINISTER`, 200],
    [`${SITE}/rest/api/3/serverInfo`, 200],
    [`${SITE}/rest/api/3/nothing`, 404],
    [`${SITE}/wiki/rest/api/audit?limit=1000`, 200],
    [`${SITE}/wiki/rest/api/audit/retention`, 200],
  ])('GET %s is %i', async (address, status) => expect((await setUp().ask(address)).status).toBe(status))

  it('apart from the author of a record of Jira: the account that really comes is not described', async () => {
    const { vendor } = setUp()
    const record = { id: 1, summary: 'User created', created: '2026-03-02T08:00:00.000+0000', authorAccountId: '5f9f' }
    vendor.emit([record], 'jira')
    const headers = { authorization: `Basic ${Buffer.from('casbah@acme.example:site-token').toString('base64')}` }
    const request = requestTo(`${SITE}/rest/api/3/auditing/record`, { headers })
    const answer = await vendor.answer(request)
    expect(conformance?.violations(request, answer) ?? ['additional']).toEqual([expect.stringContaining('additional')])
  })
})

describe('atlassian: signing in', () => {
  it.each([
    [`${ADMIN}/users`, 'Bearer site-token', 401],
    [`${DIRECTORIES}`, 'Bearer no', 401],
    [`${ACCOUNT}/ben/manage/profile`, 'Bearer no', 401],
    [`${SITE}/rest/api/3/auditing/record`, 'Bearer org-key', 401],
    [`${SITE}/wiki/rest/api/audit`, `Basic ${Buffer.from('casbah@acme.example:org-key').toString('base64')}`, 401],
  ])('%s with "%s" is %i', async (address, authorization, status) => {
    const { vendor } = setUp()
    expect((await asking(vendor, conformance, { authorization })(address)).status).toBe(status)
  })

  it.each([
    [`${ADMIN}/events-stream`, 200],
    [`${DIRECTORIES}`, 403],
    [`${ACCESS}/api-tokens`, 403],
    // The user management API takes no key that has scopes, whichever.
    [`${ACCOUNT}/ben/manage/profile`, 403],
  ])('a key with the scope of events alone is answered %s with %i', async (address, status) => {
    const { ask } = setUp({ keyScopes: ['read:events:admin'] })
    expect((await ask(address)).status).toBe(status)
  })
})

describe('atlassian: the log of the organisation', () => {
  it('lists late events last, by when they were processed, so that a poll that goes on from its cursor has them', async () => {
    const { vendor, ask } = setUp()
    vendor.emit([event('a', MONDAY - 3 * MINUTE), event('b', MONDAY - MINUTE)])
    const first = await ask(`${ADMIN}/events-stream?from=${MONDAY - DAY}&limit=500`)
    expect(idsOf(first)).toEqual(['a', 'b'])
    expect(first.last).toBe(true)
    vendor.emit([event('late', MONDAY - 2 * MINUTE)])
    const second = await ask(`${ADMIN}/events-stream?cursor=${nextOf(first)}&limit=500`)
    expect(idsOf(second)).toEqual(['late'])
    // The cursor of an empty page is as good as any.
    const third = await ask(`${ADMIN}/events-stream?cursor=${nextOf(second)}&limit=500`)
    expect([idsOf(third), typeof nextOf(third)]).toEqual([[], 'string'])
  })

  it('keeps the span in the cursor, both ends of which are included, and gives every event once', async () => {
    const { vendor, ask } = setUp({ pageRows: 2 })
    vendor.emit([5, 4, 3, 2, 1].map(minutes => event(`m${minutes}`, MONDAY - minutes * MINUTE)))
    const pages = [await ask(`${ADMIN}/events-stream?from=${MONDAY - 4 * MINUTE}&to=${MONDAY - 2 * MINUTE}`)]
    while (!pages.at(-1)!.last) pages.push(await ask(`${ADMIN}/events-stream?cursor=${nextOf(pages.at(-1)!)}`))
    expect(pages.map(idsOf)).toEqual([['m4', 'm3'], ['m2']])
  })

  it('keeps 180 days', async () => {
    const { vendor, ask } = setUp()
    vendor.emit([event('old', MONDAY - 181 * DAY), event('new', MONDAY - 179 * DAY)])
    expect(idsOf(await ask(`${ADMIN}/events-stream?from=1`))).toEqual(['new'])
  })

  it('answers ten requests a minute, and says when to come again', async () => {
    const { clock, ask } = setUp()
    for (let count = 0; count < 10; count += 1) expect((await ask(`${ADMIN}/events-stream`)).status).toBe(200)
    const refused = await ask(`${ADMIN}/events-stream`)
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '7'])
    clock.advance(MINUTE)
    expect((await ask(`${ADMIN}/events-stream`)).status).toBe(200)
  })
})

describe('atlassian: the logs of the site', () => {
  const jira = (id: number, time: number) => ({
    id,
    summary: 'Project updated',
    created: new Date(time).toISOString().replace('Z', '+0000'),
  })
  const wiki = (description: string, creationDate: number) => ({ summary: 'Space created', description, creationDate })

  it('of Jira comes newest first, by ISO time with both ends included, with its total', async () => {
    const { vendor, ask } = setUp({ pageRows: 2 })
    vendor.emit(
      [4, 3, 2, 1].map(minutes => jira(minutes, MONDAY - minutes * MINUTE)),
      'jira',
    )
    const iso = (minutes: number) => new Date(MONDAY - minutes * MINUTE).toISOString()
    const page = async (offset: number) =>
      (await ask(`${SITE}/rest/api/3/auditing/record?from=${iso(3)}&to=${iso(1)}&limit=1000&offset=${offset}`)).body
    expect(await page(0)).toMatchObject({ total: 3, limit: 2, records: [{ id: 1 }, { id: 2 }] })
    expect(await page(2)).toMatchObject({ total: 3, records: [{ id: 3 }] })
  })

  it('of Confluence comes newest first, by epoch milliseconds, and names what follows below another base', async () => {
    const { vendor, ask } = setUp({ pageRows: 2 })
    vendor.emit(
      [4, 3, 2, 1].map(minutes => wiki(`m${minutes}`, MONDAY - minutes * MINUTE)),
      'confluence',
    )
    const address = `${SITE}/wiki/rest/api/audit?startDate=${MONDAY - 3 * MINUTE}&endDate=${MONDAY - MINUTE}`
    const { body } = await ask(address)
    expect(body).toMatchObject({
      results: [{ description: 'm1' }, { description: 'm2' }],
      _links: { context: '/wiki', next: expect.stringMatching(/^\/rest\/api\/audit\?.*start=2/) },
    })
    const last = await ask(`${address}&start=2`)
    expect(last.body).toMatchObject({ results: [{ description: 'm3' }] })
    expect(last.body).not.toHaveProperty('_links.next')
  })
})

describe('atlassian: lists', () => {
  it('go on with a whole address in the first version, with a bare cursor in the second', async () => {
    const { ask } = setUp({ pageRows: 1, settings: { unmanaged: [] } })
    const first = (await ask(`${ADMIN}/users`)).body as { links: { next: string } }
    expect(first.links.next).toMatch(/^https:\/\/api\.atlassian\.com\/.*\?cursor=/)
    expect(await ask(first.links.next)).toMatchObject({ body: { data: [{ account_id: 'ben' }] } })
    const search = (json: object) => ask(`${DIRECTORIES}/-/users/search`, 'POST', { limit: 1, ...json })
    const { links } = (await search({})).body as { links: { next: string } }
    expect(links.next).not.toContain('?')
    expect(await search({ cursor: links.next })).toMatchObject({ body: { data: [{ accountId: 'ben' }] } })
  })

  it('of tokens and keys answer a parameter that they do not know with a bare 500', async () => {
    const { ask } = setUp()
    expect(await ask(`${ACCESS}/api-tokens?pageSize=1`)).toMatchObject({ status: 200 })
    const { vendor } = setUp()
    const headers = { authorization: 'Bearer org-key' }
    for (const name of ['limit', 'maxResults']) {
      const answer = await vendor.answer(requestTo(`${ACCESS}/api-tokens?${name}=1`, { headers }))
      expect(answer).toEqual({ status: 500 })
    }
  })

  it('of users tell groups, roles and use when asked to, and take ten ids at most', async () => {
    const { vendor, ask } = setUp()
    const search = (json: object) => ask(`${DIRECTORIES}/-/users/search`, 'POST', json)
    expect((await search({ accountIds: ['ada'] })).body).not.toHaveProperty('data.0.platformRoles')
    const whole = await search({ accountIds: ['ada'], expand: ['platformRoles', 'groups', 'productAccess'] })
    expect(whole.body).toMatchObject({
      data: [{ platformRoles: ['atlassian/org-admin'], groups: [{ name: 'org-admins' }, { name: 'jira-users-acme' }] }],
    })
    const body = JSON.stringify({ accountIds: Array.from({ length: 11 }, (_, index) => `u${index}`) })
    const headers = { authorization: 'Bearer org-key' }
    const request = requestTo(`${DIRECTORIES}/-/users/search`, { method: 'POST', headers, body })
    expect((await vendor.answer(request)).status).toBe(400)
  })
})

describe('atlassian: what is done to accounts', () => {
  it('suspends in one directory by its id, and writes it down', async () => {
    const { accounts, vendor, ask } = setUp()
    expect((await ask(`${DIRECTORIES}/-/users/ben/suspend`, 'POST')).status).toBe(404)
    expect((await ask(`${DIRECTORIES}/dir-1/users/ben/suspend`, 'POST')).status).toBe(204)
    expect(accounts[1]!.status).toBe('SUSPENDED')
    expect((await ask(`${DIRECTORIES}/-/users/ben`)).body).toMatchObject({ data: { membershipStatus: 'suspended' } })
    // The account itself is still good.
    expect((await ask(`${ACCOUNT}/ben/manage/profile`)).body).toMatchObject({ account: { account_status: 'active' } })
    expect((await ask(`${DIRECTORIES}/dir-1/users/ben/restore`, 'POST')).status).toBe(204)
    expect([accounts[1]!.status, vendor.size()]).toEqual(['ACTIVE', 2])
  })

  it('manages accounts of a verified domain alone', async () => {
    const { accounts, ask } = setUp()
    expect((await ask(`${ACCOUNT}/kim/manage/lifecycle/disable`, 'POST', {})).status).toBe(403)
    expect((await ask(`${ACCOUNT}/nobody/manage/lifecycle/disable`, 'POST', {})).status).toBe(404)
    expect((await ask(`${ACCOUNT}/ben/manage/lifecycle/disable`, 'POST', {})).status).toBe(204)
    expect(accounts[1]!.status).toBe('DEPROVISIONED')
    expect((await ask(`${ADMIN}/users`)).body).toMatchObject({ data: [{}, { account_status: 'inactive' }] })
    expect((await ask(`${ACCOUNT}/ben/manage/lifecycle/enable`, 'POST')).status).toBe(204)
    expect(accounts[1]!.status).toBe('ACTIVE')
  })

  it('deletes tokens one by one', async () => {
    const { settings, ask } = setUp()
    expect((await ask(`${ACCOUNT}/ben/manage/api-tokens/other`, 'DELETE')).status).toBe(404)
    expect((await ask(`${ACCOUNT}/ben/manage/api-tokens/token-1`, 'DELETE')).status).toBe(204)
    expect(settings.apiTokens).toEqual([])
  })

  it('takes members out of a group that they are in', async () => {
    const { ask } = setUp()
    const address = `${DIRECTORIES}/dir-1/groups/group-jira/memberships/ben`
    expect((await ask(address, 'DELETE')).status).toBe(204)
    expect((await ask(address, 'DELETE')).status).toBe(404)
    const left = await ask(`${DIRECTORIES}/-/groups/search`, 'POST', { groupIds: ['group-jira'], accountIds: ['ben'] })
    expect(left.body).toMatchObject({ data: [] })
  })

  it('takes a grant out of a permission scheme', async () => {
    const { settings, ask } = setUp()
    const address = `${SITE}/rest/api/3/permissionscheme/10000/permission`
    expect((await ask(`${address}/10101`, 'DELETE')).status).toBe(204)
    expect((await ask(`${address}/10101`, 'DELETE')).status).toBe(400)
    expect(settings.permissionSchemes[0]!.permissions.map(({ id }) => id)).toEqual([10100])
  })
})
