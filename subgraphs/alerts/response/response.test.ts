import {
  readEntries,
  shardOf,
  signCaller,
  deriveKey,
  PLATFORM,
  type ConnectorChanged,
  type RunningSubgraph,
  type StoredActivity,
  type Topic,
  type Topics,
} from '@casbah/kit'
import { TEST_KEY } from '@casbah/kit/testing'
import { activity, burst, minute } from '../testing/activity.ts'
import { ask, judged, openAlerts, SCOPES } from '../testing/open.ts'
import { finding, grant, resource } from '../testing/things.ts'

const CREATE = `mutation ($i: CreatePolicyInput!) { createPolicy(input: $i) { policy { id version responses { action { id } parameters maxAgeSeconds } } userErrors { code message path } } }`
const UPDATE = `mutation ($i: UpdatePolicyInput!) { updatePolicy(input: $i) { policy { version responses { action { id } } } userErrors { code path } } }`
const SIGN_IN = { filter: { action: { in: ['user.login'] } } }
const card = (slug: string, actions: ConnectorChanged['actions']): ConnectorChanged => ({
  slug,
  name: slug,
  vendor: slug,
  version: '1',
  state: 'READY',
  streams: [],
  actions,
  checks: [],
})
const action = (id: string, target: string) => ({ id, title: id, target, effect: 'REVERSIBLE' })

describe('responses', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph
  let tenants = 0
  let tenant: string

  beforeAll(async () => {
    bed = await openAlerts({ now: () => minute(5) })
    subgraph = await bed.start()
    await bed.feeder.write(PLATFORM, async tx =>
      tx.append('connector.changed', [
        card('okta', [
          action('okta/suspend-user', 'ACCOUNT'),
          action('okta/end-sessions', 'ACCOUNT'),
          action('okta/require-mfa', 'APP'),
        ]),
        card('google-workspace', [
          action('google-workspace/make-private', 'RESOURCE'),
          action('google-workspace/revoke', 'GRANT'),
        ]),
      ]),
    )
    await judged(bed.feeder, 'alerts-actions', 'connector.changed')
  })
  beforeEach(async () => {
    tenant = `tenant-${tenants++}`
    await bed.feeder.write(tenant, async tx => {
      for (const [id, connector] of [
        ['app-okta', 'okta'],
        ['app-github', 'github'],
        ['app-drive', 'google-workspace'],
      ])
        await tx.query(
          `insert into alerts.app (tenant, id, connector, name, state) values ($1, $2, $3, $2, 'HEALTHY')`,
          [tenant, id, connector],
        )
      for (const [id, app, user] of [
        ['account-ann', 'app-okta', 'user-ann'],
        ['account-ann-gh', 'app-github', 'user-ann'],
        ['account-bob', 'app-okta', 'user-bob'],
      ])
        await tx.query(`insert into alerts.account (tenant, id, app, name, user_id) values ($1, $2, $3, $2, $4)`, [
          tenant,
          id,
          app,
          user,
        ])
    })
  })
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  const send = async (query: string, i: object, scopes = [...SCOPES, 'governance:request']) => {
    const actor = { kind: 'MEMBER' as const, id: 'm', name: 'Mia', email: null }
    const signed = await signCaller({ tenant, scopes, actor, expiresAt: null }, deriveKey(TEST_KEY, 'context'))
    const answer = JSON.parse(JSON.stringify(await subgraph.handle({ query, variables: { i } }, signed))) as {
      data: Record<
        string,
        {
          policy: { id: string; version: number; responses: object[] }
          userErrors: { code: string; message: string; path: string[] }[]
        }
      >
      errors?: object[]
    }
    expect(answer.errors).toBeUndefined()
    return Object.values(answer.data)[0]!
  }
  const create = (responses: object[], i: object = {}, scopes?: string[]) =>
    send(CREATE, { name: 'Mine', kind: 'ACTIVITY', definition: SIGN_IN, enabled: true, responses, ...i }, scopes)
  const told = async <T extends Topic>(topic: T): Promise<Topics[T][]> => {
    const entries = await readEntries(bed.feeder, topic, shardOf(tenant), 0)
    return entries.filter(entry => entry.tenant === tenant).flatMap(entry => entry.items as Topics[T][])
  }
  const feed = (...items: StoredActivity[]) => bed.feed(tenant, items)
  const suspend = { action: 'okta/suspend-user', parameters: { note: 'x' } }

  it('ask for the action on the account that acted, with the alert, its reason and its age', async () => {
    const { policy, userErrors } = await create([suspend])
    expect(userErrors).toEqual([])
    expect(policy.responses).toEqual([
      { action: { id: 'okta/suspend-user' }, parameters: { note: 'x' }, maxAgeSeconds: 3600 },
    ])
    await feed(activity('a', { time: minute(1) }))
    const { data } = await ask(subgraph, tenant, '{ alerts { edges { node { id title } } } }')
    const { id, title } = data.alerts.edges[0].node
    expect(await told('action.wanted')).toEqual([
      {
        spec: 'okta/suspend-user',
        app: 'app-okta',
        account: 'account-ann',
        resource: null,
        grant: null,
        reason: title,
        policy: policy.id,
        alert: id,
        parameters: { note: 'x' },
        dryRun: false,
        notBefore: minute(5),
        activityAt: minute(1),
        maxAgeSeconds: 3600,
      },
    ])
  })

  it('ask once for each account of an alert, however often it matches', async () => {
    await create([suspend], { definition: { ...SIGN_IN, per: ['APP'] } })
    const bob = { accountId: 'account-bob', userId: 'user-bob' }
    await feed(activity('a'), activity('b'))
    await feed(activity('c', { time: minute(1), ...bob }), activity('d', { time: minute(2) }))
    await feed(activity('e', { time: minute(3), ...bob }))
    expect((await told('action.wanted')).map(({ account }) => account)).toEqual(['account-ann', 'account-bob'])
  })

  it('answer what happens in one app at the identity provider', async () => {
    await create([suspend, { action: 'casbah/notify-user' }], {
      definition: { filter: { action: { in: ['repository.clone'] } } },
    })
    await feed(
      activity('a', {
        app: 'app-github',
        connector: 'github',
        action: 'repository.clone',
        accountId: 'account-ann-gh',
      }),
    )
    expect((await told('action.wanted')).map(({ spec, app, account }) => [spec, app, account])).toEqual([
      ['okta/suspend-user', 'app-okta', 'account-ann'],
      ['casbah/notify-user', 'app-github', 'account-ann-gh'],
    ])
  })

  it('ask for nothing because of history, of what matches nothing, and of nobody known', async () => {
    await create([suspend])
    await feed(
      activity('h', { lane: 'history' }),
      activity('n', { action: 'file.read' }),
      activity('u', { accountId: null, userId: null }),
    )
    expect(await told('action.wanted')).toEqual([])
  })

  it('only show themselves in simulated attacks', async () => {
    await create([suspend])
    await feed(activity('s', { isSimulated: true }))
    expect(await told('action.wanted')).toMatchObject([{ dryRun: true }])
  })

  it.each<[string, object, string, object, Topic, object]>([
    [
      'a resource',
      { kind: 'RESOURCE', definition: { filter: { exposure: ['PUBLIC'] } } },
      'google-workspace/make-private',
      resource('r', { exposure: 'PUBLIC', exposureBefore: 'PRIVATE' }),
      'resource.changed',
      { resource: 'r' },
    ],
    [
      'an OAuth grant',
      { kind: 'RESOURCE', definition: { grantFilter: { risk: ['HIGH'] } } },
      'google-workspace/revoke',
      grant('g', { risk: 'HIGH' }),
      'grant.changed',
      { grant: 'g' },
    ],
    [
      'an app',
      { kind: 'POSTURE', definition: { filter: { severity: ['HIGH'] } } },
      'okta/require-mfa',
      finding('f', { app: 'app-okta' }),
      'finding.changed',
      { app: 'app-okta', account: null },
    ],
  ])('act on %s that comes to match', async (_, policy, spec, item, topic, expected) => {
    expect((await create([{ action: spec }], policy)).userErrors).toEqual([])
    await bed.feeder.write(tenant, async tx => tx.append(topic, [item as never]))
    const consumer = {
      'resource.changed': 'alerts-resources',
      'grant.changed': 'alerts-grants',
      'finding.changed': 'alerts-findings',
    }[topic as string]!
    await judged(bed.feeder, consumer, topic)
    expect(await told('action.wanted')).toMatchObject([{ spec, ...expected }])
  })

  it('are taken back when the alert turns out to be none', async () => {
    await create([suspend])
    await feed(activity('a'))
    const { data } = await ask(subgraph, tenant, '{ alerts { edges { node { id } } } }')
    const { id } = data.alerts.edges[0].node
    const triage = (i: object) =>
      ask(
        subgraph,
        tenant,
        'mutation ($i: TriageInput!) { triageAlerts(input: $i) { count userErrors { message } } }',
        { i: { ids: [id], ...i } },
      )
    await triage({ state: 'IN_PROGRESS' })
    expect(await told('action.withdrawn')).toEqual([])
    await triage({ state: 'RESOLVED', classification: 'FALSE_POSITIVE' })
    expect(await told('action.withdrawn')).toMatchObject([{ alert: id, by: { kind: 'MEMBER', name: 'Mia' } }])
  })

  it('are told in the history of the alert as they get further', async () => {
    await create([suspend])
    await feed(activity('a'))
    const read = async () =>
      (await ask(subgraph, tenant, '{ alerts { edges { node { id version history { kind to actor { name } } } } } }'))
        .data.alerts.edges[0].node
    const before = await read()
    const step = (state: string, alert: string | null = before.id) => ({
      id: 'x',
      spec: 'okta/suspend-user',
      app: 'app-okta',
      alert,
      state,
      at: minute(6),
    })
    await bed.feeder.write(tenant, async tx =>
      tx.append('action.changed', [step('QUEUED'), step('RUNNING'), step('SUCCEEDED', null), step('SUCCEEDED')]),
    )
    await judged(bed.feeder, 'alerts-responses', 'action.changed')
    const after = await read()
    expect(after.history.filter((each: { kind: string }) => each.kind === 'ACTION')).toEqual([
      { kind: 'ACTION', to: 'okta/suspend-user: QUEUED', actor: { name: 'Casbah' } },
      { kind: 'ACTION', to: 'okta/suspend-user: SUCCEEDED', actor: { name: 'Casbah' } },
    ])
    expect(after.version).toBeGreaterThan(before.version)
  })

  it.each<[string, object[], object, string[] | undefined, string, string[]]>([
    ['of a token that may not ask', [suspend], {}, SCOPES, 'FORBIDDEN', ['responses']],
    ['that nobody knows', [{ action: 'okta/explode' }], {}, undefined, 'NOT_FOUND', ['responses', '0', 'action']],
    ['that do nothing', [{}], {}, undefined, 'BAD_USER_INPUT', ['responses', '0', 'action']],
    [
      'by mail without a mail server',
      [{ email: 'a@b.example' }],
      {},
      undefined,
      'BAD_USER_INPUT',
      ['responses', '0', 'email'],
    ],
    [
      'on a resource where none is found',
      [{ action: 'google-workspace/make-private' }],
      {},
      undefined,
      'BAD_USER_INPUT',
      ['responses', '0', 'action'],
    ],
    ['twice the same', [suspend, suspend], {}, undefined, 'BAD_USER_INPUT', ['responses', '1', 'action']],
    [
      'with no object',
      [{ ...suspend, parameters: [1] }],
      {},
      undefined,
      'BAD_USER_INPUT',
      ['responses', '0', 'parameters'],
    ],
    [
      'of a negative age',
      [{ ...suspend, maxAgeSeconds: -1 }],
      {},
      undefined,
      'BAD_USER_INPUT',
      ['responses', '0', 'maxAgeSeconds'],
    ],
    ['too many', burst('x', 11, {}).map(() => suspend), {}, undefined, 'BAD_USER_INPUT', ['responses']],
  ])('are refused: %s', async (_, responses, policy, scopes, code, path) => {
    expect((await create(responses, policy, scopes)).userErrors[0]).toMatchObject({ code, path })
  })

  it('are changed whole, and taken away by an empty list', async () => {
    const { policy } = await create([suspend])
    const change = async (version: number, responses: object[] | null) =>
      send(UPDATE, { id: policy.id, expectedVersion: version, responses })
    expect(await change(1, [{ action: 'okta/end-sessions' }])).toMatchObject({
      policy: { responses: [{ action: { id: 'okta/end-sessions' } }] },
    })
    expect(await change(2, [])).toMatchObject({ policy: { version: 3, responses: [] } })
    await feed(activity('a'))
    expect(await told('action.wanted')).toEqual([])
  })
})
