import type { ActionInput, ExportAnswer, ExportRequest, HttpRequest } from '@casbah/sdk'
import { judgeCheck } from '@casbah/testkit'
import { activity, vendorAction } from './activity.ts'
import { auditEntries } from './entries.ts'
import { entry } from './entry.ts'
import gcp from './index.ts'
import { vocabulary } from './vocabulary.ts'

const rowOf = (protoPayload: object, more: object = {}) =>
  entry.parse({
    logName: 'projects/acme-web/logs/cloudaudit.googleapis.com%2Factivity',
    protoPayload: { methodName: 'SetIamPolicy', serviceName: 'cloudresourcemanager.googleapis.com', ...protoPayload },
    ...more,
  })
const of = (protoPayload: object, more?: object) => activity(rowOf(protoPayload, more))
const deltas = (...bindingDeltas: object[]) => ({ serviceData: { policyDelta: { bindingDeltas } } })
const add = (member: string) => ({ action: 'ADD', role: 'roles/viewer', member })
const take = (member: string) => ({ action: 'REMOVE', role: 'roles/viewer', member })

describe('a method', () => {
  it.each([
    ['google.iam.admin.v1.CreateServiceAccountKey', 'google.iam.admin.v1.CreateServiceAccountKey'],
    ['v1.compute.firewalls.insert', 'compute.firewalls.insert'],
    ['beta.compute.instances.insert', 'compute.instances.insert'],
    ['v2.deploymentmanager.deployments.insert', 'deploymentmanager.deployments.insert'],
    ['storage.objects.get', 'storage.objects.get'],
    ['io.k8s.core.v1.pods.exec.create', 'io.k8s.core.v1.pods.exec.create'],
    ['Encrypt', 'Encrypt'],
  ])('%s is told as %s', (methodName, expected) => {
    expect(vendorAction(rowOf({ methodName }))).toBe(expected)
    expect(Object.keys(vocabulary)).toContain(expected)
  })

  const storage = { methodName: 'storage.setIamPermissions', serviceName: 'storage.googleapis.com' }
  it.each([
    ['nothing', {}, 'SetIamPolicy', 'role.update'],
    ['who was given a role', deltas(add('user:a@x.example')), 'SetIamPolicy.ADD', 'role.grant'],
    ['who lost one', deltas(take('user:a@x.example')), 'SetIamPolicy.REMOVE', 'role.revoke'],
    ['that anyone has one', deltas(add('allAuthenticatedUsers')), 'SetIamPolicy.PUBLIC', 'resource.share'],
    [
      'anyone of a bucket',
      { ...storage, ...deltas(add('allUsers')) },
      'storage.setIamPermissions.PUBLIC',
      'bucket.public_access',
    ],
    [
      'that anyone lost it',
      { ...storage, ...deltas(take('allUsers')) },
      'storage.setIamPermissions.REMOVE',
      'role.revoke',
    ],
  ])('that changes a policy and tells %s', (_, payload, action, meaning) => {
    expect(vendorAction(rowOf(payload))).toBe(action)
    expect(vocabulary[action]?.[0]).toBe(meaning)
  })
})

describe('who did it', () => {
  const robot = 'runner@acme-web.iam.gserviceaccount.com'
  it.each([
    ['a person', { principalEmail: 'Ada@acme.example' }, { id: 'ada@acme.example', kind: 'user' }],
    ['a service account', { principalEmail: robot }, { id: robot, email: robot, kind: 'service' }],
    ['a principal without an address', { principalSubject: `serviceAccount:${robot}` }, { id: robot, kind: 'service' }],
    [
      'somebody of a workforce pool',
      { principalSubject: 'principal://iam.googleapis.com/locations/global/workforcePools/acme/subject/7' },
      { kind: 'user', email: undefined },
    ],
    ['a pod', { principalEmail: 'system:serviceaccount:shop:web' }, { kind: 'service' }],
  ])('is %s', (_, authenticationInfo, expected) => expect(of({ authenticationInfo }).actor).toMatchObject(expected))

  it('is nobody where Google took the name out, and Google itself in its own log', () => {
    expect(of({}).actor).toBeNull()
    const logName = 'projects/p/logs/cloudaudit.googleapis.com%2Fsystem_event'
    expect(of({}, { logName }).actor).toMatchObject({ kind: 'system' })
  })

  it('is impersonated where another principal stands behind the token', () => {
    const behind = [{ firstPartyPrincipal: { principalEmail: 'bob@acme.example' } }]
    expect(
      of({ authenticationInfo: { principalEmail: robot, serviceAccountDelegationInfo: behind } }).isImpersonated,
    ).toBe(true)
    expect(of({ authenticationInfo: { principalEmail: robot } }).isImpersonated).toBe(false)
  })
})

describe('how it went', () => {
  it.each<[string, object, object, string]>([
    ['without a status', {}, {}, 'SUCCESS'],
    ['with an empty status', { status: {} }, {}, 'SUCCESS'],
    ['with a code', { status: { code: 7, message: 'Denied.' } }, {}, 'FAILURE'],
    ['when a long operation begins', {}, { operation: { id: 'o', first: true } }, 'UNKNOWN'],
    ['when it ends', {}, { operation: { id: 'o', last: true } }, 'SUCCESS'],
    ['when it ends badly', { status: { code: 6 } }, { operation: { id: 'o', last: true } }, 'FAILURE'],
    ['when it is short', {}, { operation: { id: 'o', first: true, last: true } }, 'SUCCESS'],
    ['without the permission', { authorizationInfo: [{ permission: 'x.y', granted: false }] }, {}, 'FAILURE'],
  ])('%s', (_, payload, more, outcome) => expect(of(payload, more).outcome).toBe(outcome))

  it('says why', () => {
    expect(of({ status: { code: 7, message: 'Denied.' } }).outcomeReason).toBe('Denied.')
    expect(of({ status: { code: 7 } }).outcomeReason).toBe('code 7')
  })
})

describe('what else it tells', () => {
  it.each([
    ['203.0.113.7', { address: '203.0.113.7' }],
    ['2001:db8::1', { address: '2001:db8::1' }],
    ['private', null],
    ['gce-internal-ip', null],
  ])('of the address %s', (callerIp, ip) => expect(of({ requestMetadata: { callerIp } }).ip).toEqual(ip))

  it.each<[string, object, object, boolean]>([
    [
      'a permission of administrators',
      { serviceName: 'run.googleapis.com', authorizationInfo: [{ permissionType: 'ADMIN_WRITE' }] },
      {},
      true,
    ],
    ['a policy', {}, {}, true],
    ['a read of IAM', {}, { logName: 'projects/p/logs/cloudaudit.googleapis.com%2Fdata_access' }, false],
    [
      'a virtual machine',
      { serviceName: 'compute.googleapis.com', methodName: 'v1.compute.instances.insert' },
      {},
      false,
    ],
  ])('whether %s took administrator rights', (_, payload, more, expected) =>
    expect(of({ ...payload }, more).isAdmin).toBe(expected),
  )

  it.each<[string, object, object, object[]]>([
    [
      'an object and its bucket',
      { resourceName: 'projects/_/buckets/acme-web-files/objects/a/b.csv' },
      {},
      [
        { kind: 'file', id: 'projects/_/buckets/acme-web-files/objects/a/b.csv', name: 'a/b.csv' },
        { kind: 'bucket', id: 'acme-web-files', name: 'acme-web-files' },
      ],
    ],
    [
      'a new key and its account',
      {
        resourceName: 'projects/-/serviceAccounts/1007',
        response: { name: 'projects/acme-web/serviceAccounts/r@acme-web.iam.gserviceaccount.com/keys/k1' },
      },
      { resource: { labels: { email_id: 'r@acme-web.iam.gserviceaccount.com' } } },
      [
        { kind: 'service_account', id: 'r@acme-web.iam.gserviceaccount.com' },
        { kind: 'key', id: 'projects/acme-web/serviceAccounts/r@acme-web.iam.gserviceaccount.com/keys/k1' },
        { kind: 'service_account', id: 'projects/-/serviceAccounts/1007' },
      ],
    ],
    [
      'whom a policy names, with the role',
      {
        resourceName: 'projects/acme-web',
        ...deltas(add('user:Kim@partner.example'), take('deleted:group:g@x.example?uid=1')),
      },
      {},
      [
        { kind: 'project', id: 'projects/acme-web' },
        { kind: 'user', id: 'kim@partner.example', email: 'Kim@partner.example' },
        { kind: 'role', id: 'roles/viewer' },
        { kind: 'group', id: 'g@x.example' },
      ],
    ],
    ['a machine', { resourceName: 'projects/p/zones/z/instances/i' }, {}, [{ kind: 'vm', name: 'i' }]],
    ['a policy', { resourceName: 'organizations/1/policies/iam.x' }, {}, [{ kind: 'policy', name: 'iam.x' }]],
  ])('what it was done to: %s', (_, payload, more, expected) =>
    expect(of(payload, more).targets).toEqual(expected.map(one => expect.objectContaining(one))),
  )

  it('refuses an entry of another log', () => {
    expect(entry.safeParse({ logName: 'projects/p/logs/app', textPayload: 'hello' }).success).toBe(false)
  })
})

describe('entries are read', () => {
  const place = (name: string, state = 'ACTIVE') => ({
    name: `//cloudresourcemanager.googleapis.com/projects/${name}`,
    state,
  })
  const ok = (body: unknown): ExportAnswer => ({ status: 200, headers: {}, body })
  const projects = ok({ results: [place('web')] })
  const rows = (...times: string[]) => times.map(receiveTimestamp => ({ receiveTimestamp }))

  /** Gives these answers in turn; the requests that were sent, and the rows with what is kept behind them. */
  async function run(answers: ExportAnswer[], ask: Partial<ExportRequest> = {}) {
    const generator = auditEntries({
      config: { organizationId: '123456789012' },
      partition: '',
      since: '2026-03-01T00:00:00Z',
      ...ask,
    })
    const requests: HttpRequest[] = []
    const kept: unknown[] = []
    let answer = undefined as unknown as ExportAnswer
    for (let step = await generator.next(answer); !step.done; step = await generator.next(answer)) {
      if ('request' in step.value) {
        requests.push(step.value.request)
        answer = answers.shift() as ExportAnswer
        if (!answer) throw new Error('More was asked than is answered.')
      } else if ('rows' in step.value) kept.push(step.value)
    }
    const asked = requests.flatMap(({ json }) => (json ? [json as Record<string, unknown>] : []))
    return { requests, asked, kept }
  }

  it('of the organisation and of every active project, since the organisation alone has only its own', async () => {
    const { asked } = await run([
      ok({ results: [place('web'), place('old', 'DELETE_REQUESTED')], nextPageToken: 'n' }),
      ok({ results: [place('data')] }),
      ok({}),
    ])
    expect(asked).toMatchObject([
      { resourceNames: ['organizations/123456789012', 'projects/web', 'projects/data'], pageSize: 1_000 },
    ])
  })

  it('a hundred resources a request', async () => {
    const many = ok({ results: Array.from({ length: 150 }, (_, index) => place(`p${index}`)) })
    const { asked, kept } = await run([many, ok({ entries: rows('2026-03-01T01:00:00Z') }), ok({})])
    expect(asked.map(({ resourceNames }) => (resourceNames as string[]).length)).toEqual([100, 51])
    expect(kept).toMatchObject([{ resume: { part: 1 } }, { resume: { part: 0 } }])
  })

  it('through empty pages that have a token', async () => {
    const { asked, kept } = await run([
      projects,
      ok({ nextPageToken: 'a' }),
      ok({ entries: [], nextPageToken: 'b' }),
      ok({ entries: rows('2026-03-01T01:00:00Z') }),
    ])
    expect(asked.map(({ pageToken }) => pageToken)).toEqual([undefined, 'a', 'b'])
    expect(kept).toHaveLength(3)
  })

  it('by when they came, so that late ones are not missed, from a little before the newest', async () => {
    const first = await run([projects, ok({ entries: rows('2026-03-01T02:00:00Z', '2026-03-01T01:00:00Z') })])
    expect(first.asked[0]?.filter).toContain('receiveTimestamp>="2026-03-01T00:00:00.000Z"')
    const { resume } = first.kept.at(-1) as { resume: ExportRequest['resume'] }
    const { asked } = await run([projects, ok({})], { resume })
    expect(asked[0]?.filter).toBe(
      'logName:"cloudaudit.googleapis.com" AND timestamp>="2026-02-28T01:58:00.000Z" AND receiveTimestamp>="2026-03-01T01:58:00.000Z"',
    )
  })

  it('of the past by when they happened', async () => {
    const { asked } = await run([projects, ok({})], { until: '2026-03-02T00:00:00Z' })
    expect(asked[0]?.filter).toBe(
      'logName:"cloudaudit.googleapis.com" AND timestamp>="2026-03-01T00:00:00Z" AND timestamp<"2026-03-02T00:00:00Z"',
    )
  })

  it('anew from where the list began, when its token is over', async () => {
    const refused = { status: 400, headers: {}, body: {} }
    const resume = { from: Date.parse('2026-03-01T00:00:00Z'), newest: 0, part: 0, token: 'of yesterday' }
    const { asked } = await run([projects, refused, ok({})], { resume })
    expect(asked.map(({ pageToken }) => pageToken)).toEqual(['of yesterday', undefined])
  })

  it('and an answer that is none is an error', async () => {
    await expect(run([projects, ok({ entries: 'none' })])).rejects.toThrow('has no entries')
  })
})

describe('a role is taken away', () => {
  const action = gcp.actions.find(({ name }) => name === 'remove-iam-binding')!
  const condition = { title: 'office hours', expression: 'true' }
  const body = {
    version: 3,
    etag: 'BwX=',
    auditConfigs: [{ service: 'allServices' }],
    bindings: [
      { role: 'roles/editor', members: ['user:Bob@acme.example', 'user:ada@acme.example'] },
      { role: 'roles/editor', members: ['user:bob@acme.example'], condition },
      { role: 'roles/viewer', members: ['user:bob@acme.example'], condition },
      { role: 'roles/editor', members: ['group:bob@acme.example'], condition },
    ],
  }
  const input = (more: Partial<ActionInput> = {}): ActionInput => ({
    config: {},
    target: { externalId: 'bob@acme.example' },
    parameters: { resource: 'projects/acme-web', role: 'roles/editor' },
    found: { status: 200, body },
    ...more,
  })

  it('asks for version 3, since conditions would else be lost', () => {
    expect(action.lookup?.(input())).toMatchObject({ json: { options: { requestedPolicyVersion: 3 } } })
  })

  it('writes the policy back whole, with its etag, and without that role alone', () => {
    expect(action.request(input())).toMatchObject({
      url: 'https://cloudresourcemanager.googleapis.com/v3/projects/acme-web:setIamPolicy',
      json: {
        policy: {
          version: 3,
          etag: 'BwX=',
          auditConfigs: body.auditConfigs,
          bindings: [{ role: 'roles/editor', members: ['user:ada@acme.example'] }, body.bindings[2], body.bindings[3]],
        },
      },
    })
  })

  it('remembers it with its condition, and gives it again into the policy of then', () => {
    const remembered = action.remember?.(input())
    expect(remembered).toEqual([{ role: 'roles/editor', members: ['user:Bob@acme.example'] }, body.bindings[1]])
    const found = { status: 200, body: { version: 1, etag: 'BwY=' } }
    expect(action.undo?.request(input({ found, remembered }))).toMatchObject({
      json: { policy: { version: 3, etag: 'BwY=', bindings: remembered } },
    })
  })

  it('sends nothing where nobody has it, or the policy is not shown', () => {
    expect(action.request(input({ found: { status: 200, body: { etag: 'BwX=' } } }))).toEqual([])
    expect(() => action.request(input({ found: { status: 404, body: {} } }))).toThrow('does not show the IAM policy')
  })

  it.each(['projects/../x', 'organizations/acme', 'projects/a/b', 'billingAccounts/1'])(
    'refuses the place %s',
    resource => {
      expect(action.input.safeParse({ resource, role: 'roles/editor' }).success).toBe(false)
    },
  )
})

describe('an action on a resource of another kind is refused', () => {
  it.each([
    ['disable-key', 'projects/p/zones/z/instances/i', 'is no key'],
    ['stop-instance', 'projects/p/serviceAccounts/a/keys/k', 'is no virtual machine'],
  ])('%s on %s', (name, externalId, message) => {
    const action = gcp.actions.find(one => one.name === name)!
    expect(() => action.request({ config: {}, target: { externalId }, parameters: {} })).toThrow(message)
  })
})

describe('the inventory', () => {
  const { accounts, resources = [] } = gcp.inventory
  const policy = (...bindings: object[]) => ({ resource: '//c.googleapis.com/projects/p', policy: { bindings } })
  const listed = (name: string, item: unknown) => accounts.find(one => one.name === name)?.split?.(item)
  const members = ['user:Ada@acme.example', 'group:all@acme.example', 'deleted:user:old@acme.example?uid=7', 'allUsers']

  it('finds people in policies, each once, and neither groups, strangers nor who is deleted', () => {
    const item = policy({ role: 'roles/viewer', members }, { role: 'roles/owner', members: ['user:ada@acme.example'] })
    expect(listed('members', item)).toEqual(['ada@acme.example'])
  })

  it.each([
    ['roles/owner', 1],
    ['roles/resourcemanager.organizationAdmin', 1],
    ['roles/resourcemanager.projectIamAdmin', 1],
    ['roles/iam.securityAdmin', 1],
    ['roles/iam.serviceAccountTokenCreator', 0],
    ['roles/editor', 0],
    ['roles/storage.admin', 0],
  ])('takes whoever has %s for an administrator: %i', (role, count) => {
    expect(listed('administrators', policy({ role, members: ['user:ada@acme.example'] }))).toHaveLength(count)
  })

  it.each([
    ['allUsers', 'roles/storage.objectViewer', { to: 'anyone', role: 'READ' }],
    ['allAuthenticatedUsers', 'roles/storage.legacyBucketWriter', { to: 'anyone', role: 'WRITE' }],
    ['user:kim@partner.example', 'roles/storage.admin', { to: 'user', name: 'kim@partner.example', role: 'OWN' }],
    ['group:all@acme.example', 'roles/storage.objectUser', { to: 'group', name: 'all@acme.example', role: 'WRITE' }],
    ['domain:acme.example', 'roles/storage.objectViewer', { to: 'domain', name: 'acme.example', role: 'READ' }],
    ['projectEditor:p', 'roles/storage.legacyBucketOwner', { to: 'organisation', role: 'OWN' }],
  ])('says of a bucket that lets %s in with %s', (member, role, expected) => {
    const listing = resources.find(({ name }) => name === 'bucket-policies')!
    const { access } = listing.toResource({ bindings: [{ role, members: [member] }] }, { externalId: 'b' })
    expect(access).toEqual([expected])
  })

  it('leaves out the keys that Google changes by itself', () => {
    const { split } = resources.find(({ name }) => name === 'service-account-keys')!
    const key = (keyType: string) => ({
      name: '//iam.googleapis.com/projects/p/serviceAccounts/a/keys/k',
      resource: { data: { keyType } },
    })
    expect(split?.(key('SYSTEM_MANAGED'))).toEqual([])
    expect(split?.(key('USER_MANAGED'))).toHaveLength(1)
  })
})

describe('checks', () => {
  const check = (name: string) => gcp.checks.find(one => one.name === name)!
  const asset = (data: object, name = '//x.googleapis.com/projects/p/things/t') => ({ name, resource: { data } })
  const rule = (more: object) => asset({ direction: 'INGRESS', sourceRanges: ['0.0.0.0/0'], ...more })

  it.each<[string, object, string]>([
    ['all ports', { allowed: [{ IPProtocol: 'all' }] }, 'FAIL'],
    ['a range', { allowed: [{ IPProtocol: 'tcp', ports: ['20-25'] }] }, 'FAIL'],
    ['another port', { allowed: [{ IPProtocol: 'tcp', ports: ['443'] }] }, 'PASS'],
    ['another protocol', { allowed: [{ IPProtocol: 'udp', ports: ['22'] }] }, 'PASS'],
    ['IPv6', { sourceRanges: ['::/0'], allowed: [{ IPProtocol: 'tcp', ports: ['22'] }] }, 'FAIL'],
    ['what is off', { disabled: true, allowed: [{ IPProtocol: 'all' }] }, 'NOT_APPLICABLE'],
    ['what goes out', { direction: 'EGRESS', allowed: [{ IPProtocol: 'all' }] }, 'NOT_APPLICABLE'],
  ])('of SSH see %s', (_, more, status) =>
    expect(judgeCheck(check('firewall-ssh'), { firewalls: [rule(more)] }).status).toBe(status),
  )

  it('tell how old a key is by when Google looked', () => {
    const keys = [asset({ keyType: 'USER_MANAGED', validAfterTime: '2026-01-01T00:00:00Z' })]
    const at = (readTime: string) => judgeCheck(check('key-age'), { keys, snapshot: { readTime } })
    expect(at('2026-03-01T00:00:00Z').status).toBe('PASS')
    expect(at('2026-06-01T00:00:00Z')).toMatchObject({ status: 'FAIL', subjects: [{ detail: '151 days old' }] })
    expect(judgeCheck(check('key-age'), { keys, snapshot: {} }).status).toBe('CANNOT_TELL')
  })

  it.each([
    ['serviceAccount:app@acme-web.iam.gserviceaccount.com', 'roles/owner', 'FAIL'],
    ['serviceAccount:app@acme-web.iam.gserviceaccount.com', 'roles/storage.objectAdmin', 'FAIL'],
    ['serviceAccount:app@acme-web.iam.gserviceaccount.com', 'roles/viewer', 'PASS'],
    ['serviceAccount:12-compute@developer.gserviceaccount.com', 'roles/editor', 'FAIL'],
    ['serviceAccount:service-12@gcp-sa-pubsub.iam.gserviceaccount.com', 'roles/editor', 'PASS'],
    ['serviceAccount:12@cloudservices.gserviceaccount.com', 'roles/editor', 'PASS'],
    ['user:ada@acme.example', 'roles/owner', 'PASS'],
  ])('of rights of programs see %s with %s', (member, role, status) => {
    const placePolicies = [
      { resource: '//c.googleapis.com/projects/p', policy: { bindings: [{ role, members: [member] }] } },
    ]
    expect(judgeCheck(check('service-accounts-no-admin'), { placePolicies }).status).toBe(status)
  })

  it.each<[object, string]>([
    [{ sslMode: 'ENCRYPTED_ONLY' }, 'PASS'],
    [{ sslMode: 'ALLOW_UNENCRYPTED_AND_ENCRYPTED', requireSsl: true }, 'FAIL'],
    [{ requireSsl: true }, 'PASS'],
    [{}, 'FAIL'],
  ])('of encrypted connections see %j', (ipConfiguration, status) =>
    expect(judgeCheck(check('sql-tls'), { databases: [asset({ settings: { ipConfiguration } })] }).status).toBe(status),
  )
})
