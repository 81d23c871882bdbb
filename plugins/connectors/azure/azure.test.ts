import { judgeCheck } from '@casbah/testkit'
import type { ActionInput, ActivityDraft } from '@casbah/sdk'
import { closeNsgRule } from './actions/close-nsg-rule.ts'
import { removeRoleAssignment } from './actions/remove-role-assignment.ts'
import { resourcePath } from './arm.ts'
import { card } from './card.ts'
import { ownerCount } from './checks/owner-count.ts'
import { storageNoAnonymous } from './checks/storage-no-anonymous.ts'
import { subscriptionsWatched } from './checks/subscriptions-watched.ts'
import { event, eventActivity } from './event.ts'
import { exported, exportedActivity } from './exported.ts'
import { isOpen, openRules, opens } from './open-rules.ts'
import { OWNER } from './roles.ts'
import { streams } from './streams.ts'
import { targetOf } from './target.ts'
import { vocabulary } from './vocabulary.ts'

const SUBSCRIPTION = '3c1d4a52-0000-4000-9000-000000000001'
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/Core`
const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/acme`
const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
const OBJECT = 'http://schemas.microsoft.com/identity/claims/objectidentifier'

const read = (over: object) =>
  eventActivity(
    event.parse({
      eventDataId: 'e1',
      eventTimestamp: '2026-03-02T09:00:00.1234567Z',
      operationName: { value: 'Microsoft.KeyVault/vaults/write', localizedValue: 'Update Key Vault' },
      resourceId: VAULT,
      operationId: 'o1',
      status: { value: 'Succeeded' },
      ...over,
    }),
  )
const readExported = (over: object) =>
  exportedActivity(exported.parse({ time: '2026-03-02T09:00:00Z', operationName: 'X', ...over }))

describe('an event of the activity log', () => {
  it.each<[string, object, ActivityDraft['outcome'], string | undefined]>([
    ['began', { status: { value: 'Started' } }, 'UNKNOWN', undefined],
    [
      'was accepted, and may stay so for ever',
      { status: { value: 'Accepted' }, subStatus: { value: 'Accepted' } },
      'UNKNOWN',
      undefined,
    ],
    ['goes on', { status: { value: 'In Progress' } }, 'UNKNOWN', undefined],
    ['came to a good end', { status: { value: 'Succeeded' }, subStatus: { value: 'OK' } }, 'SUCCESS', undefined],
    [
      'failed',
      { status: { value: 'Failed' }, subStatus: { value: 'Forbidden', localizedValue: 'Forbidden (403)' } },
      'FAILURE',
      'Forbidden (403)',
    ],
    ['says nothing', { status: null }, 'UNKNOWN', undefined],
  ])('that %s', (_, over, outcome, reason) => {
    expect([read(over).outcome, read(over).outcomeReason]).toEqual([outcome, reason])
  })

  it('is one activity for each record of an operation, which has only its last outcome', () => {
    const outcomes = ['Started', 'Accepted', 'Succeeded'].map(
      (value, index) => read({ eventDataId: `e${index}`, status: { value } }).outcome,
    )
    expect(outcomes).toEqual(['UNKNOWN', 'UNKNOWN', 'SUCCESS'])
  })

  it.each<[string, object, ActivityDraft['actor']]>([
    [
      'a person, by the object and not by the caller',
      { caller: 'ben@acme.example', claims: { [OBJECT]: 'AB-1', [`${CLAIMS}/upn`]: 'ben@acme.example', name: 'Ben' } },
      { id: 'ab-1', email: 'ben@acme.example', name: 'Ben', kind: 'user' },
    ],
    [
      'a person without claims',
      { caller: 'ben@acme.example' },
      { id: undefined, email: 'ben@acme.example', name: 'ben@acme.example', kind: 'user' },
    ],
    [
      'an app, which is called by its object',
      { caller: 'ab-2', claims: { [OBJECT]: 'ab-2', appid: 'ab-9', idtyp: 'app' } },
      { id: 'ab-2', email: undefined, name: 'ab-2', kind: 'service' },
    ],
    [
      'an app of which only its own id is told',
      { claims: { appid: 'ab-9' } },
      { id: 'ab-9', email: undefined, name: undefined, kind: 'service' },
    ],
    [
      'a service of Microsoft’s',
      { caller: 'Microsoft.Advisor' },
      { id: 'microsoft.advisor', email: undefined, name: 'Microsoft.Advisor', kind: 'system' },
    ],
    ['nobody', { caller: '' }, undefined],
  ])('names %s', (_, over, actor) => expect(read(over).actor).toEqual(actor))

  it.each<[string, object, string | undefined]>([
    [
      'the request',
      { httpRequest: { clientIpAddress: '203.0.113.7' }, claims: { ipaddr: '203.0.113.8' } },
      '203.0.113.7',
    ],
    ['the claims', { claims: { ipaddr: '203.0.113.8' } }, '203.0.113.8'],
    ['nobody', {}, undefined],
  ])('has the address from %s', (_, over, address) => expect(read(over).ip?.address).toBe(address))

  it.each<[string, string | undefined, boolean]>([
    ['Microsoft.Authorization/roleAssignments/write', undefined, true],
    ['MICROSOFT.AUTHORIZATION/LOCKS/DELETE', undefined, true],
    ['Microsoft.Authorization/elevateAccess/action', undefined, true],
    ['Microsoft.Authorization/policies/audit/action', undefined, false],
    ['Microsoft.KeyVault/vaults/write', 'Owner', true],
    ['Microsoft.KeyVault/vaults/write', 'Contributor', false],
  ])('%s by %s: administrator %s', (value, role, isAdmin) =>
    expect(read({ operationName: { value }, authorization: { role } }).isAdmin).toBe(isAdmin),
  )

  it('has the same word for an operation in whatever case it comes', () => {
    const words = ['Microsoft.KeyVault/vaults/write', 'MICROSOFT.KEYVAULT/VAULTS/WRITE'].map(
      value => read({ operationName: { value } }).vendorAction,
    )
    expect(new Set(words)).toEqual(new Set(['microsoft.keyvault/vaults/write']))
  })

  it('names to whom a role is given, out of a body that is a text and is not kept', () => {
    const id = 'AB1D4A52-0000-4000-8001-000000000009'
    const requestbody = JSON.stringify({ Properties: { PrincipalId: id, PrincipalType: 'ServicePrincipal' } })
    expect(read({ properties: { requestbody } }).targets?.[0]).toEqual({ kind: 'app', id: id.toLowerCase() })
    expect(read({ properties: { requestbody: '{"PrincipalId": 1' } }).targets?.[0]?.kind).toBe('vault')
    for (const { secrets } of streams) expect(secrets).toEqual(['properties.requestbody', 'properties.requestBody'])
  })
})

describe('what an id names', () => {
  it.each<[string, { kind: string; name: string }[]]>([
    [`/subscriptions/${SUBSCRIPTION}`, [{ kind: 'subscription', name: SUBSCRIPTION }]],
    [GROUP, [{ kind: 'resource_group', name: 'Core' }]],
    [VAULT, [{ kind: 'vault', name: 'acme' }]],
    [VAULT.toUpperCase(), [{ kind: 'vault', name: 'ACME' }]],
    [
      `${GROUP}/providers/Microsoft.Network/networkSecurityGroups/front/securityRules/AllowSSH`,
      [
        { kind: 'rule', name: 'AllowSSH' },
        { kind: 'security_group', name: 'front' },
      ],
    ],
    [`${VAULT}/providers/Microsoft.Authorization/locks/keep`, [{ kind: 'lock', name: 'keep' }]],
  ])('%s', (id, targets) => {
    expect(targetOf(id)).toMatchObject(targets)
    expect(targetOf(id)).toHaveLength(targets.length)
    expect(targetOf(id).every(target => target.id === target.id?.toLowerCase())).toBe(true)
  })

  it('is nothing where there is none', () => expect(targetOf(null)).toEqual([]))
})

describe('an exported record', () => {
  it.each<[string, object, ActivityDraft['outcome']]>([
    ['of the activity log', { resultType: 'Success' }, 'SUCCESS'],
    ['that began', { resultType: 'Start' }, 'UNKNOWN'],
    ['of a failure', { resultType: 'Failure' }, 'FAILURE'],
    ['of a recommendation', { resultType: 'Active' }, 'UNKNOWN'],
    ['of storage, by its status', { statusCode: 403 }, 'FAILURE'],
    ['of storage, by its metric', { properties: { metricResponseType: 'AuthorizationFailure' } }, 'FAILURE'],
    ['of a sign-in', { category: 'SignInLogs', resultType: '0' }, 'SUCCESS'],
    ['of a sign-in that asks for a second factor', { category: 'SignInLogs', resultType: 50074 }, 'UNKNOWN'],
    ['of a refused sign-in', { category: 'SignInLogs', resultType: 50126 }, 'FAILURE'],
    ['of the directory', { properties: { initiatedBy: { user: { id: 'u' } }, result: 'success' } }, 'SUCCESS'],
  ])('%s', (_, over, outcome) => expect(readExported(over).outcome).toBe(outcome))

  it('of storage names the file, and has the address without its port', () => {
    const uri = 'https://acmefiles.blob.core.windows.net/docs/plan.pdf?sv=2021&sig=abc'
    const activity = readExported({
      operationName: 'GetBlob',
      callerIpAddress: '203.0.113.7:4711',
      statusCode: 200,
      uri,
    })
    expect(activity).toMatchObject({
      vendorAction: 'getblob',
      ip: { address: '203.0.113.7' },
      targets: [{ kind: 'file', id: '/acmefiles/docs/plan.pdf', name: 'plan.pdf' }],
    })
  })

  it('of a sign-in of a program names the program', () => {
    const properties = {
      servicePrincipalId: 'sp',
      servicePrincipalName: 'backup',
      ipAddress: '203.0.113.7',
      location: { countryOrRegion: 'IE' },
    }
    expect(
      readExported({ category: 'ServicePrincipalSignInLogs', operationName: 'Sign-in activity', properties }),
    ).toMatchObject({
      vendorAction: 'sign-in activity',
      actor: { id: 'sp', name: 'backup', kind: 'service' },
      ip: { address: '203.0.113.7', country: 'IE' },
    })
  })

  it('of a cluster is read out of its text', () => {
    const log = JSON.stringify({
      verb: 'create',
      user: { username: 'eve@acme.example' },
      sourceIPs: ['203.0.113.7'],
      userAgent: 'kubectl/v1.28.0',
      objectRef: { resource: 'pods', subresource: 'exec', namespace: 'shop', name: 'front-1' },
      responseStatus: { code: 101 },
      impersonatedUser: { username: 'system:admin' },
    })
    expect(
      readExported({
        category: 'kube-audit',
        operationName: 'Microsoft.ContainerService/managedClusters/diagnosticLogs/Read',
        properties: { log },
      }),
    ).toMatchObject({
      vendorAction: 'kubernetes:exec',
      actor: { email: 'eve@acme.example', kind: 'user' },
      targets: [{ kind: 'pods', id: 'shop/pods/front-1', name: 'front-1' }],
      outcome: 'SUCCESS',
      ip: { address: '203.0.113.7' },
      isImpersonated: true,
    })
  })
})

describe('the stream of the activity log', () => {
  const [log] = streams
  const config = { subscriptions: [SUBSCRIPTION] }
  if (!log || !('request' in log)) throw new Error('There is no such stream.')

  it('has the times in quotes, and is asked of each subscription', () => {
    const ask = {
      config,
      partition: SUBSCRIPTION,
      since: '2026-03-01T00:00:00.000Z',
      until: '2026-03-02T00:00:00.000Z',
    }
    expect(log.partitions?.(config)).toEqual([SUBSCRIPTION])
    expect(log.request(ask)).toEqual({
      path: `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Insights/eventtypes/management/values`,
      query: {
        'api-version': '2015-04-01',
        $filter: "eventTimestamp ge '2026-03-01T00:00:00.000Z' and eventTimestamp le '2026-03-02T00:00:00.000Z'",
      },
    })
  })

  it('reads back further than events are usually late, and by its own address from page to page', () => {
    expect(log).toMatchObject({
      order: 'descending',
      overlapSeconds: 3_600,
      page: { style: 'nextUrl', field: 'nextLink' },
    })
    expect(log.retentionDays).toBe(90)
  })
})

describe('the configuration', () => {
  const parse = (subscriptions: unknown) => card.config.safeParse({ tenantId: SUBSCRIPTION, subscriptions })
  it.each<[unknown, boolean]>([
    [[SUBSCRIPTION], true],
    [[SUBSCRIPTION.toUpperCase()], true],
    [[], false],
    [['Production'], false],
    [undefined, false],
  ])('with subscriptions %j is taken: %s', (subscriptions, isTaken) =>
    expect(parse(subscriptions).success).toBe(isTaken),
  )

  it('has all ids in lower case, as records have them', () =>
    expect(
      card.config.parse({ tenantId: SUBSCRIPTION.toUpperCase(), subscriptions: [SUBSCRIPTION.toUpperCase()] }),
    ).toMatchObject({ tenantId: SUBSCRIPTION, subscriptions: [SUBSCRIPTION] }))
})

describe('rules that are open to the internet', () => {
  const rule = (over: object) => ({
    securityRules: [
      {
        name: 'r',
        properties: {
          access: 'Allow',
          direction: 'Inbound',
          sourceAddressPrefix: '*',
          destinationPortRange: '22',
          ...over,
        },
      },
    ],
  })
  it.each<[string, object, string[] | null]>([
    ['anywhere', {}, ['22']],
    ['the tag Internet', { sourceAddressPrefix: 'Internet' }, ['22']],
    ['every address', { sourceAddressPrefix: '0.0.0.0/0' }, ['22']],
    [
      'several, one of them everything',
      { sourceAddressPrefix: undefined, sourceAddressPrefixes: ['10.0.0.0/8', '::/0'] },
      ['22'],
    ],
    ['several ports', { destinationPortRange: undefined, destinationPortRanges: ['22', '80-90'] }, ['22', '80-90']],
    ['a network', { sourceAddressPrefix: '203.0.113.0/24' }, null],
    ['what is refused', { access: 'Deny' }, null],
    ['what goes out', { direction: 'Outbound' }, null],
  ])('%s', (_, over, ports) => expect(openRules(rule(over))).toEqual(ports ? [{ name: 'r', ports }] : []))

  it.each<[string, string[], boolean]>([
    ['web pages', ['443', '80'], false],
    ['another port besides', ['443', '8080'], true],
    ['everything', ['*'], true],
  ])('%s: more than the web %j, %s', (_, destinationPortRanges, is) =>
    expect(isOpen(rule({ destinationPortRange: undefined, destinationPortRanges }))).toBe(is),
  )

  it('are none that cannot be read', () => expect(() => openRules({ securityRules: [{ name: 'r' }] })).toThrow())

  it.each<[string, number, boolean]>([
    ['*', 22, true],
    ['22', 22, true],
    ['20-30', 22, true],
    ['22', 23, false],
    ['80-90', 22, false],
  ])('%s opens %d: %s', (range, port, is) => expect(opens([range], port)).toBe(is))
})

describe('checks', () => {
  const parent = { subscriptionId: SUBSCRIPTION, name: 'Production' }
  const held = (scope: string, principalId: string) => ({
    properties: {
      roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${OWNER.toUpperCase()}`,
      principalId,
      scope,
    },
  })
  const at = `/subscriptions/${SUBSCRIPTION}`
  it.each<[string, object[], string]>([
    ['two at the subscription', [held(at, 'a'), held(at, 'b')], 'PASS'],
    ['one who is there twice', [held(at, 'a'), held('/', 'a')], 'FAIL'],
    ['two of whom one has a group alone', [held(at, 'a'), held(`${at}/resourceGroups/x`, 'b')], 'FAIL'],
    ['two, one from above', [held(at, 'a'), held('/providers/Microsoft.Management/managementGroups/m', 'b')], 'PASS'],
    ['four', ['a', 'b', 'c', 'd'].map(one => held(at, one)), 'FAIL'],
    ['nobody, which cannot be', [], 'CANNOT_TELL'],
  ])('owners: %s', async (_, value, status) => {
    expect((await judgeCheck(ownerCount, { roleAssignments: [{ parent, value }] })).status).toBe(status)
  })

  it.each<[unknown, string]>([
    [false, 'PASS'],
    [true, 'FAIL'],
    [null, 'CANNOT_TELL'],
  ])('an account whose allowBlobPublicAccess is %j: %s', async (allowBlobPublicAccess, status) => {
    const account = { id: '/x', name: 'acmefiles', properties: { allowBlobPublicAccess } }
    expect((await judgeCheck(storageNoAnonymous, { storageAccounts: [account] })).status).toBe(status)
  })

  it('tell of subscriptions that are seen and not watched', async () => {
    const seen = ['a', 'b'].map(subscriptionId => ({ subscriptionId, displayName: subscriptionId.toUpperCase() }))
    const judged = await judgeCheck(subscriptionsWatched, {
      subscriptions: [{ subscriptionId: 'a' }],
      visibleSubscriptions: seen,
    })
    expect(judged).toMatchObject({ status: 'PARTIAL', message: '1 of 2 subscriptions are watched.' })
  })
})

describe('actions', () => {
  const ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/a b/providers/Microsoft.Authorization/roleAssignments/r1`
  const input = (over: Partial<ActionInput>): ActionInput => ({
    config: {},
    target: { externalId: 'p1' },
    parameters: { roleAssignment: ID },
    ...over,
  })
  const found = {
    status: 200,
    body: {
      value: [
        {
          name: 'r1',
          properties: { roleDefinitionId: 'd', principalId: 'p1', principalType: 'User', scope: 'x', createdOn: 'y' },
        },
      ],
    },
  }

  it('remove a role at the scope where it was given, and give it back as it was', () => {
    const path = `/subscriptions/${SUBSCRIPTION}/resourceGroups/a%20b/providers/Microsoft.Authorization/roleAssignments`
    expect(removeRoleAssignment.lookup?.(input({}))).toMatchObject({ path, query: { $filter: "principalId eq 'p1'" } })
    expect(removeRoleAssignment.request(input({ found }))).toMatchObject({ method: 'DELETE', path: `${path}/r1` })
    expect(
      removeRoleAssignment.undo?.request(input({ remembered: removeRoleAssignment.remember?.(input({ found })) })),
    ).toMatchObject({
      method: 'PUT',
      json: { properties: { roleDefinitionId: 'd', principalId: 'p1', principalType: 'User' } },
    })
  })

  it('send nothing where there is nothing to remove', () => {
    expect(removeRoleAssignment.request(input({ found: { status: 200, body: { value: [] } } }))).toEqual([])
    expect(
      closeNsgRule.request(
        input({
          target: { externalId: `${GROUP}/providers/Microsoft.Network/networkSecurityGroups/g` },
          parameters: { rule: 'r' },
        }),
      ),
    ).toEqual([])
  })

  it.each(['r1', '/subscriptions/x/providers/Microsoft.Authorization/roleAssignments/', `${ID}?x=1`])(
    'refuse %s for the id of a role assignment',
    id => expect(removeRoleAssignment.input.safeParse({ roleAssignment: id }).success).toBe(false),
  )

  it('keep to resources of their kind', () => {
    expect(resourcePath(VAULT.toLowerCase(), 'Microsoft.KeyVault/vaults')).toBe(
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/core/providers/Microsoft.KeyVault/vaults/acme`,
    )
    expect(() => resourcePath(VAULT, 'Microsoft.Compute/virtualMachines')).toThrow(/choose a resource of that kind/)
    expect(() => resourcePath(`${GROUP}/providers/Microsoft.KeyVault/vaults/..`, 'Microsoft.KeyVault/vaults')).toThrow()
  })
})

describe('the vocabulary', () => {
  it('is in lower case throughout', () => {
    expect(Object.keys(vocabulary).filter(key => key !== key.toLowerCase())).toEqual([])
  })

  it.each([
    ['microsoft.network/networksecuritygroups/securityrules/write', 'network.update'],
    ['microsoft.sql/servers/firewallrules/delete', 'firewall.delete'],
    ['microsoft.compute/virtualmachinescalesets/write', 'vm_group.update'],
    ['microsoft.kubernetes/connectedclusters/rbac.authorization.k8s.io/clusterrolebindings/write', 'role.grant'],
    [
      'microsoft.containerservice/managedclusters/admissionregistration.k8s.io/mutatingwebhookconfigurations/write',
      'container.update',
    ],
    ['microsoft.keyvault/vaults/delete', 'vault.delete'],
  ])('has %s as %s', (operation, action) => expect(vocabulary[operation]?.[0]).toBe(action))
})
