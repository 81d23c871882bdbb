import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { container, OWNER, roleAssignment, securityRule, type AzureSettings } from './azure/settings.ts'
import { createAzure, type AzureOptions } from './azure.ts'
import { asking, describedBy, fakeClock, MONDAY, person, readAnswer, requestTo } from './testing.ts'

const TENANT = '3c1d4a52-0000-4000-8000-00000000acce'
const CLIENT = '3c1d4a52-0000-4000-8000-000000000001'
const SUB = '3c1d4a52-0000-4000-9000-000000000001'
const OTHER = '3c1d4a52-0000-4000-9000-000000000002'
const ADA = '3c1d4a52-0000-4000-8001-000000000001'
const BEN = '3c1d4a52-0000-4000-8001-000000000002'
const LOGIN = `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`
const ARM = 'https://management.azure.com'
const AT = `/subscriptions/${SUB}`
const DAY = 86_400_000
const conformance = describedBy('azure')
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }) as string

async function setUp(over: Partial<AzureOptions> = {}) {
  const clock = fakeClock()
  const vendor = createAzure({
    tenantId: TENANT,
    clientId: CLIENT,
    clientSecret: 'secret-1',
    certificate: { publicKey, thumbprint: 'thumb-1' },
    subscriptions: [
      { id: SUB, name: 'Production' },
      { id: OTHER, name: 'Development' },
    ],
    now: clock.now,
    accounts: [person(ADA, { isAdmin: true }), person(BEN)],
    ...over,
  })
  const form = {
    grant_type: 'client_credentials',
    client_id: CLIENT,
    client_secret: 'secret-1',
    scope: `${ARM}/.default`,
  }
  const asked = requestTo(LOGIN, { method: 'POST', body: new URLSearchParams(form).toString() })
  const { body } = readAnswer(await vendor.answer(asked))
  const headers = { authorization: `Bearer ${(body as { access_token: string }).access_token}` }
  const ask = asking(vendor, conformance, headers)
  const at = (path: string, version: string, method = 'GET', json?: object, query: Record<string, string> = {}) =>
    ask(`${ARM}${path}?${new URLSearchParams({ 'api-version': version, ...query })}`, {
      method,
      ...(json && { body: JSON.stringify(json) }),
    })
  return {
    clock,
    vendor,
    headers,
    ask,
    at,
    settings: vendor.settings as unknown as AzureSettings,
    graph: (query: string, more: object = {}) =>
      at('/providers/Microsoft.ResourceGraph/resources', '2021-03-01', 'POST', {
        subscriptions: [SUB, OTHER],
        query,
        options: { resultFormat: 'objectArray', ...more },
      }),
    log: (since: number, until: number, more = '') =>
      at(`${AT}/providers/Microsoft.Insights/eventtypes/management/values`, '2015-04-01', 'GET', undefined, {
        $filter: `eventTimestamp ge '${new Date(since).toISOString()}' and eventTimestamp le '${new Date(until).toISOString()}'${more}`,
      }),
  }
}

const row = (index: number, time = MONDAY - DAY + index * 1_000, over: object = {}) => ({
  eventDataId: `e${index}`,
  eventTimestamp: new Date(time).toISOString(),
  submissionTimestamp: new Date(time).toISOString(),
  subscriptionId: SUB,
  operationName: { value: 'Microsoft.Storage/storageAccounts/write', localizedValue: 'Update' },
  status: { value: 'Succeeded' },
  ...over,
})
const listOf = (body: unknown) => (body as { value: { eventDataId: string }[] }).value
const idsOf = (body: unknown) => listOf(body).map(({ eventDataId }) => eventDataId)
const linkOf = (body: unknown) => (body as { nextLink?: string }).nextLink

describe('azure: signing in', () => {
  it.each([
    ['without a token', {}],
    ['with another one', { authorization: 'Bearer eyJ0.other' }],
  ])('is refused %s', async (_, headers) => {
    const { vendor } = await setUp()
    expect(await asking(vendor, conformance, headers)(`${ARM}${AT}?api-version=2022-12-01`)).toMatchObject({
      status: 401,
      body: { error: { code: 'ExpiredAuthenticationToken' } },
    })
  })

  it('is known to this directory alone', async () => {
    const { vendor, headers } = await setUp()
    const asked = (address: string, more = {}) => vendor.recognises?.(requestTo(address, { headers: more }))
    expect([
      asked(LOGIN),
      asked(LOGIN.replace(TENANT, OTHER)),
      asked(`${ARM}${AT}`, headers),
      asked(`${ARM}${AT}`),
    ]).toEqual([true, false, true, false])
  })

  it('is not enough: a role has to allow it', async () => {
    const { at, settings } = await setUp()
    settings.missing.push('Microsoft.Security/pricings/read')
    expect(await at(`${AT}/providers/Microsoft.Security/pricings`, '2022-03-01')).toMatchObject({
      status: 403,
      body: { error: { code: 'AuthorizationFailed' } },
    })
    expect((await at(AT, '2022-12-01')).status).toBe(200)
  })
})

describe('azure: the activity log', () => {
  it('comes newest first, two hundred a page, over addresses of its own', async () => {
    const { vendor, log, ask } = await setUp()
    vendor.emit(Array.from({ length: 450 }, (_, index) => row(index)))
    const first = await log(MONDAY - 2 * DAY, MONDAY)
    const second = await ask(linkOf(first.body) ?? '')
    const third = await ask(linkOf(second.body) ?? '')
    expect([first, second, third].map(({ body }) => listOf(body).length)).toEqual([200, 200, 50])
    expect([idsOf(first.body)[0], idsOf(third.body).at(-1), linkOf(third.body)]).toEqual(['e449', 'e0', undefined])
    expect([vendor.size(), vendor.size(SUB), vendor.size(OTHER)]).toEqual([450, 450, 0])
  })

  it('includes both ends of a range', async () => {
    const { vendor, log } = await setUp()
    vendor.emit([0, 1, 2].map(index => row(index)))
    expect(idsOf((await log(MONDAY - DAY, MONDAY - DAY + 1_000)).body)).toEqual(['e1', 'e0'])
  })

  it('shows what happened once it was submitted', async () => {
    const { vendor, log, clock } = await setUp()
    vendor.emit([row(0, MONDAY - 60_000, { submissionTimestamp: new Date(MONDAY + 600_000).toISOString() })])
    expect(idsOf((await log(MONDAY - DAY, MONDAY)).body)).toEqual([])
    clock.advance(600_000)
    expect(idsOf((await log(MONDAY - DAY, MONDAY)).body)).toEqual(['e0'])
  })

  it('keeps each record of an operation that has several', async () => {
    const { vendor, log } = await setUp()
    vendor.emit(
      ['Started', 'Accepted', 'Succeeded'].map((value, index) =>
        row(index, MONDAY - DAY, { operationId: 'o1', status: { value } }),
      ),
    )
    expect((await log(MONDAY - 2 * DAY, MONDAY)).body).toMatchObject({
      value: [{ status: { value: 'Succeeded' } }, { status: { value: 'Accepted' } }, { status: { value: 'Started' } }],
    })
  })

  it.each([
    ['without a filter', ''],
    ['without quotes', `eventTimestamp ge ${new Date(MONDAY).toISOString()}`],
    ['by what it does not know', `eventTimestamp ge '2026-03-01' and eventTimestamp le '2026-03-02' and caller eq 'x'`],
    [
      'of more than 90 days ago',
      `eventTimestamp ge '2025-11-01T00:00:00Z' and eventTimestamp le '2025-11-02T00:00:00Z'`,
    ],
  ])('is refused %s, with an error that is flat', async (_, $filter) => {
    const { at } = await setUp()
    const path = `${AT}/providers/Microsoft.Insights/eventtypes/management/values`
    expect(await at(path, '2015-04-01', 'GET', undefined, $filter ? { $filter } : {})).toMatchObject({
      status: 400,
      body: { code: 'BadRequest' },
    })
  })

  it('of a subscription that the app does not see is not there, and lists leave that one out', async () => {
    const { at, graph } = await setUp({ subscriptions: [{ id: SUB, name: 'Production' }] })
    expect(await at(`/subscriptions/${OTHER}`, '2022-12-01')).toMatchObject({
      status: 404,
      body: { error: { code: 'SubscriptionNotFound' } },
    })
    expect((await graph("resourcecontainers | where type =~ 'microsoft.resources/subscriptions'")).body).toMatchObject({
      data: [{ subscriptionId: SUB }],
    })
  })

  it('is refused when it is too much, and says for how long', async () => {
    const { log } = await setUp()
    const statuses: number[] = []
    for (let count = 0; count < 251; count += 1) statuses.push((await log(MONDAY - DAY, MONDAY)).status)
    expect([statuses.indexOf(429), (await log(MONDAY - DAY, MONDAY)).headers['retry-after']]).toEqual([250, '5'])
  })
})

describe('azure: Resource Graph', () => {
  it.each<[string, string[]]>([
    ["resources | where type =~ 'Microsoft.Storage/storageAccounts'", ['acmefiles']],
    [
      "resources | where type in~ ('microsoft.web/sites', 'microsoft.compute/virtualmachines') | order by id asc",
      ['build-1', 'acme-shop'],
    ],
    [
      "resources | where type =~ 'microsoft.storage/storageaccounts' | where properties.allowBlobPublicAccess == true",
      [],
    ],
  ])('%s', async (query, names) => {
    const { graph } = await setUp()
    const { body } = await graph(query)
    expect((body as { data: { name: string }[] }).data.map(({ name }) => name)).toEqual(names)
  })

  it('knows who has which role, in whatever case', async () => {
    const { graph } = await setUp()
    const owners = `authorizationresources | where type =~ 'microsoft.authorization/roleassignments' | where tostring(properties.roleDefinitionId) has_any ('${OWNER}')`
    const { body } = await graph(owners)
    expect(
      (body as { data: { properties: { principalId: string } }[] }).data.map(
        ({ properties }) => properties.principalId,
      ),
    ).toEqual([ADA, ADA])
  })

  it('goes on by a token', async () => {
    const { graph } = await setUp()
    const first = (await graph('resources', { $top: 3 })).body as { $skipToken?: string; data: object[] }
    const rest = (await graph('resources', { $top: 3, $skipToken: first.$skipToken })).body as typeof first
    expect([first.data.length, rest.data.length, rest.$skipToken]).toEqual([3, 2, undefined])
  })

  it.each(['secrets', 'resources | take 5', "resources | where name contains 'x'"])('refuses %s', async query => {
    const { graph } = await setUp()
    expect((await graph(query)).status).toBe(400)
  })

  it('has a limit of its own', async () => {
    const { graph } = await setUp()
    const statuses: number[] = []
    for (let count = 0; count < 16; count += 1) statuses.push((await graph('resources')).status)
    expect(statuses.indexOf(429)).toBe(15)
  })
})

describe('azure: what each subscription has', () => {
  it.each([
    ['Microsoft.Authorization/roleAssignments', '2022-04-01', 3],
    ['Microsoft.Security/pricings', '2022-03-01', 8],
    ['Microsoft.Security/securityContacts', '2017-08-01-preview', 1],
    ['Microsoft.Insights/diagnosticSettings', '2017-05-01-preview', 1],
    ['microsoft.insights/activityLogAlerts', '2017-04-01', 3],
  ])('%s', async (path, version, count) => {
    const { at } = await setUp()
    const { status, body } = await at(`${AT}/providers/${path}`, version)
    expect([status, listOf(body).length]).toEqual([200, count])
  })

  it('custom roles, and roles from above', async () => {
    const { at, settings } = await setUp()
    settings.inherited.push(roleAssignment('/', OWNER, BEN))
    const roles = await at(`${AT}/providers/Microsoft.Authorization/roleDefinitions`, '2022-04-01', 'GET', undefined, {
      $filter: "type eq 'CustomRole'",
    })
    const given = await at(`${AT}/providers/Microsoft.Authorization/roleAssignments`, '2022-04-01')
    expect([listOf(roles.body).length, listOf(given.body).length]).toEqual([0, 4])
  })

  it('subscriptions themselves, page by page', async () => {
    const { at, ask } = await setUp({ pageRows: 1 })
    const first = await at('/subscriptions', '2022-12-01')
    const second = await ask(linkOf(first.body) ?? '')
    expect([listOf(first.body).length, listOf(second.body).length, linkOf(second.body)]).toEqual([1, 1, ''])
  })

  it('nothing without a version', async () => {
    const { ask } = await setUp()
    expect(await ask(`${ARM}${AT}`)).toMatchObject({
      status: 400,
      body: { error: { code: 'MissingApiVersionParameter' } },
    })
  })
})

describe('azure: the directory', () => {
  const GRAPH = 'https://graph.microsoft.com'
  const directory = describedBy('microsoft-365')
  const asked = async (vendor: Awaited<ReturnType<typeof setUp>>['vendor'], path: string) => {
    const form = {
      grant_type: 'client_credentials',
      client_id: CLIENT,
      client_secret: 'secret-1',
      scope: `${GRAPH}/.default`,
    }
    const { body } = readAnswer(
      await vendor.answer(requestTo(LOGIN, { method: 'POST', body: new URLSearchParams(form).toString() })),
    )
    const { access_token } = body as { access_token: string }
    const request = requestTo(`${GRAPH}/v1.0${path}`, { headers: { authorization: `Bearer ${access_token}` } })
    const { undescribed: _, ...answer } = await vendor.answer(request)
    expect(directory?.violations(request, answer) ?? []).toEqual([])
    return readAnswer(answer)
  }
  const PATHS = [
    '/users?$select=id,displayName,mail,userPrincipalName&$top=999',
    '/reports/authenticationMethods/userRegistrationDetails?$top=999',
  ]

  it.each(PATHS)('%s, with tokens of its own and by the description of Microsoft 365', async path => {
    const { vendor, ask } = await setUp()
    expect(listOf((await asked(vendor, path)).body)).toHaveLength(2)
    expect((await asking(vendor, null, { authorization: 'Bearer eyJ0.other' })(`${GRAPH}/v1.0${path}`)).status).toBe(
      401,
    )
    expect((await ask(`${GRAPH}/v1.0${path}`)).status).toBe(401)
  })

  it.each(PATHS)('%s only where it was consented to', async path => {
    const { vendor } = await setUp({ settings: { consented: [] } })
    expect((await asked(vendor, path)).status).toBe(403)
  })
})

describe('azure: what can be done', () => {
  const account = `${AT}/resourceGroups/data/providers/Microsoft.Storage/storageAccounts/acmefiles`
  const rules = `${AT}/resourceGroups/core/providers/Microsoft.Network/networkSecurityGroups/front/securityRules`
  const machine = `${AT}/resourceGroups/core/providers/Microsoft.Compute/virtualMachines/build-1`

  it('a role is taken and given', async () => {
    const { at, settings } = await setUp()
    const { id, properties } = roleAssignment(AT, OWNER, ADA)
    expect((await at(id, '2022-04-01', 'DELETE')).status).toBe(200)
    expect((await at(id, '2022-04-01', 'DELETE')).status).toBe(204)
    expect(settings.roleAssignments.some(one => one.id === id)).toBe(false)
    const { roleDefinitionId, principalId } = properties
    expect((await at(id, '2022-04-01', 'PUT', { properties: { roleDefinitionId, principalId } })).status).toBe(201)
    expect((await at(id, '2022-04-01', 'PUT', { properties: { roleDefinitionId, principalId } })).status).toBe(409)
    expect((await at(id, '2022-04-01', 'PUT', { properties: {} })).status).toBe(400)
  })

  it('a storage account is closed, and its containers are shown', async () => {
    const { at, settings } = await setUp()
    const [first] = settings.resources
    settings.containers[account.toLowerCase()] = [container(first!, 'downloads', 'Container')]
    const changed = await at(account, '2023-05-01', 'PATCH', { properties: { allowBlobPublicAccess: true } })
    expect(changed.body).toMatchObject({ properties: { allowBlobPublicAccess: true, supportsHttpsTrafficOnly: true } })
    expect((await at(`${account}/blobServices/default/containers`, '2023-05-01')).body).toMatchObject({
      value: [{ name: 'downloads', properties: { publicAccess: 'Container' } }],
    })
  })

  it('a key is made anew, and only that one', async () => {
    const { at, clock } = await setUp()
    clock.advance(60_000)
    expect((await at(`${account}/regenerateKey`, '2023-05-01', 'POST', { keyName: 'key2' })).status).toBe(200)
    expect((await at(account, '2023-05-01')).body).toMatchObject({
      properties: {
        keyCreationTime: {
          key1: new Date(MONDAY - 30 * DAY).toISOString(),
          key2: new Date(MONDAY + 60_000).toISOString(),
        },
      },
    })
    expect((await at(`${account}/regenerateKey`, '2023-05-01', 'POST', { keyName: 'key9' })).status).toBe(400)
  })

  it('a rule is removed and made again', async () => {
    const { at } = await setUp()
    const names = async () =>
      listOf((await at(rules, '2024-03-01')).body).map(one => (one as unknown as { name: string }).name)
    expect((await at(`${rules}/AllowHTTPS`, '2024-03-01', 'DELETE')).status).toBe(202)
    expect((await at(`${rules}/AllowHTTPS`, '2024-03-01', 'DELETE')).status).toBe(204)
    expect(await names()).toEqual(['AllowSSHFromOffice'])
    const { properties } = securityRule('AllowHTTPS', 'Internet', '443')
    expect((await at(`${rules}/AllowHTTPS`, '2024-03-01', 'PUT', { properties })).status).toBe(201)
    expect(await names()).toEqual(['AllowSSHFromOffice', 'AllowHTTPS'])
    expect((await at(`${rules}/AllowHTTPS`, '2024-03-01', 'PUT', { properties: {} })).status).toBe(400)
  })

  // Microsoft.Compute is not in the description at hand; these answers follow the vendor's public pages.
  it('a machine is stopped and started', async () => {
    const { at } = await setUp()
    const power = async () => (await at(`${machine}/instanceView`, '2024-07-01')).body
    expect((await at(`${machine}/deallocate`, '2024-07-01', 'POST')).status).toBe(202)
    expect(await power()).toMatchObject({ statuses: [{}, { code: 'PowerState/deallocated' }] })
    await at(`${machine}/start`, '2024-07-01', 'POST')
    expect(await power()).toMatchObject({ statuses: [{}, { code: 'PowerState/running' }] })
  })

  it.each([
    [`${account}x`, '2023-05-01'],
    [`${machine}x/instanceView`, '2024-07-01'],
    [rules.replace('front', 'back'), '2024-03-01'],
  ])('%s is not there', async (path, version) => {
    const { at } = await setUp()
    expect(await at(path, version)).toMatchObject({ status: 404, body: { error: { code: 'ResourceNotFound' } } })
  })
})
