import type { AccountChanged, GrantChanged, ResourceChanged, RunningSubgraph, Topic, Topics, Tx } from '@casbah/kit'
import { PolicyRow, type PolicyKindName } from '../../policy/policy.entity.ts'
import { minute } from '../../testing/activity.ts'
import { ask, judged, openAlerts, subscribeTo } from '../../testing/open.ts'
import { finding, grant, resource } from '../../testing/things.ts'
import { countExisting } from './count-existing.ts'
import { EACH } from './many.ts'
import { judgeThings } from './judge-things.ts'
import { RESOURCES } from './thing-kinds.ts'

const ALERTS = `query ($filter: AlertFilter) { alerts(orderBy: RAISED_AT_ASC, filter: $filter) { totalCount edges { node {
  id title severity activityCount firstActivityAt lastActivityAt policy { name kind } mitre { id } apps { id } accounts { id } users { id } resources { id }
  evidence { time } explanation { matched summary conditions { field operator expected actual matched } measures { name value threshold } }
  incident { title users { id } } history { kind } ocsf } } } }`

const CONSUMERS: Partial<Record<Topic, string>> = {
  'resource.changed': 'alerts-resources',
  'grant.changed': 'alerts-grants',
  'finding.changed': 'alerts-findings',
  'app.changed': 'alerts-apps',
  'account.changed': 'alerts-accounts',
}

const PUBLIC = { filter: { exposure: ['PUBLIC', 'PUBLIC_LINK'] } }

let bed: Awaited<ReturnType<typeof openAlerts>>
let subgraph: RunningSubgraph
let tenants = 0
let tenant: string

beforeAll(async () => {
  bed = await openAlerts({ now: () => minute(5) })
  subgraph = await bed.start()
})
beforeEach(() => {
  tenant = `tenant-${tenants++}`
})
afterAll(async () => {
  await subgraph.stop()
  await bed.close()
})

async function feed<T extends Topic>(topic: T, items: Topics[T][], of = tenant): Promise<void> {
  await bed.feeder.write(of, async tx => tx.append(topic, items))
  await judged(bed.feeder, CONSUMERS[topic], topic)
}

const app = (id: string, connector: string, name: string, parts: Partial<Topics['app.changed']> = {}) => ({
  id,
  connector,
  name,
  state: 'HEALTHY',
  connectedAt: minute(0),
  deletedData: false,
  ...parts,
})

/** A tenant with an app, Ann in it, and one policy of his own. */
async function world(kind: PolicyKindName, definition: unknown, of = tenant, name = 'Mine'): Promise<void> {
  await feed('app.changed', [app('app-drive', 'google-workspace', 'Drive')], of)
  await feed('account.changed', [account('account-ann')], of)
  await bed.feeder.write(of, async tx => addPolicy(tx, kind, definition, name))
}

async function addPolicy(tx: Tx, kind: PolicyKindName, definition: unknown, name: string): Promise<void> {
  await tx.query('update alerts.policy set enabled = false where tenant = $1 and built_in', [tx.tenant])
  tx.em.create(PolicyRow, {
    tenant: tx.tenant,
    id: crypto.randomUUID(),
    name,
    description: 'A policy',
    kind,
    severity: 'HIGH',
    enabled: true,
    builtIn: false,
    version: 1,
    definition,
    definitionVersion: 1,
    author: null,
    mitre: [{ id: 'T1530', name: 'Data from Cloud Storage', tactics: ['Collection'] }],
    foldSeconds: 3600,
    failures: 0,
    responses: [],
    enabledAt: new Date(0),
  })
  await tx.em.flush()
}

function account(id: string): AccountChanged {
  return {
    id,
    app: 'app-drive',
    externalId: id,
    email: `${id}@acme.example`,
    displayName: 'Ann',
    status: 'ACTIVE',
    isAdmin: false,
    isService: false,
    isExternal: false,
    isProtected: false,
    mfaEnabled: null,
    groups: [],
    userId: 'user-ann',
    userEmail: null,
    userName: null,
  }
}

// Read field by field; their shape is the query's.
// eslint-disable-next-line typescript/no-explicit-any
async function alerts(of = tenant): Promise<any[]> {
  const { data, errors } = await ask(subgraph, of, ALERTS)
  expect(errors).toBeUndefined()
  return data.alerts.edges.map((edge: { node: unknown }) => edge.node)
}
const titles = async (of = tenant) => (await alerts(of)).map(each => each.title)
const existing = async (of = tenant) => {
  const { data } = await ask(
    subgraph,
    of,
    `{ policies(filter: { builtIn: false }) { edges { node { existingMatches } } } }`,
  )
  return data.policies.edges[0].node.existingMatches
}

describe('a resource that comes to match', () => {
  it('raises an alert with all that an analyst needs', async () => {
    await world('RESOURCE', PUBLIC)
    await feed('resource.changed', [resource('r1', { lane: 'history' })])
    await feed('resource.changed', [resource('r1', { exposure: 'PUBLIC', exposureBefore: 'PRIVATE', at: minute(3) })])
    const [alert, ...more] = await alerts()
    expect(more).toEqual([])
    expect(alert).toMatchObject({
      title: 'Mine: /plans/r1.docx in Drive can be seen by anyone',
      severity: 'HIGH',
      activityCount: 0,
      firstActivityAt: new Date(minute(3)).toISOString(),
      policy: { name: 'Mine', kind: 'RESOURCE' },
      mitre: [{ id: 'T1530' }],
      apps: [{ id: 'app-drive' }],
      accounts: [{ id: 'account-ann' }],
      users: [{ id: 'user-ann' }],
      resources: [{ id: 'r1' }],
      evidence: [],
      explanation: {
        matched: true,
        summary:
          '/plans/r1.docx in the app can be seen by anyone. All conditions of the filter hold. It did not match before.',
        conditions: [
          { field: 'exposure', operator: 'in', expected: ['PUBLIC', 'PUBLIC_LINK'], actual: 'PUBLIC', matched: true },
        ],
      },
      history: [{ kind: 'RAISED' }],
      incident: { users: [{ id: 'user-ann' }] },
      ocsf: { class_uid: 2004, count: 0, evidences: [] },
    })
  })

  const open = { exposure: 'PUBLIC' } as const
  it.each<[string, Partial<ResourceChanged>[], number]>([
    ['is new and live', [{ ...open }], 1],
    ['is of the first listing', [{ ...open, lane: 'history' }], 0],
    ['was told by a version without lanes', [{ ...open, lane: undefined }], 0],
    [
      'matched when it was listed, and changed',
      [
        { ...open, lane: 'history' },
        { ...open, name: 'b' },
      ],
      0,
    ],
    ['was listed private, then opened', [{ lane: 'history' }, open], 1],
    ['goes from link to public, both meant', [{ lane: 'history' }, { exposure: 'PUBLIC_LINK' }, open], 1],
    ['changes otherwise', [{ lane: 'history' }, { name: 'b' }], 0],
    ['is judged anew for other own domains', [{ lane: 'history' }, { ...open, lane: 'history' }], 0],
    ['is gone', [{ lane: 'history' }, { ...open, gone: true }], 0],
    ['is gone and comes back open', [{ ...open, lane: 'history' }, { gone: true }, open], 1],
    ['was not listed here, and was public before', [{ ...open, exposureBefore: 'PUBLIC', name: 'b' }], 0],
    ['was not listed here, and was private before', [{ ...open, exposureBefore: 'PRIVATE' }], 1],
    [
      'is closed and opened within the hour',
      [{ ...open, at: minute(1) }, { at: minute(2) }, { ...open, at: minute(3) }],
      1,
    ],
    [
      'is closed and opened a day later',
      [{ ...open, at: minute(1) }, { at: minute(2) }, { ...open, at: minute(1500) }],
      2,
    ],
  ])('that %s', async (_what, changes, count) => {
    await world('RESOURCE', PUBLIC)
    for (const [index, parts] of changes.entries())
      await feed('resource.changed', [resource('r', { at: minute(index + 1), ...parts })])
    expect(await alerts()).toHaveLength(count)
  })

  it('is told in order when one entry tells of it twice', async () => {
    await world('RESOURCE', PUBLIC)
    await feed('resource.changed', [resource('r', { lane: 'history' })])
    await feed('resource.changed', [
      resource('r', { exposure: 'PUBLIC' }),
      resource('r', { exposure: 'PUBLIC', name: 'b' }),
    ])
    expect(await titles()).toEqual(['Mine: /plans/r.docx in Drive can be seen by anyone'])
  })

  it('is again news of the open alert when it matches again', async () => {
    await world('RESOURCE', PUBLIC)
    for (const [index, exposure] of (['PUBLIC', 'PRIVATE', 'PUBLIC_LINK'] as const).entries())
      await feed('resource.changed', [resource('r', { exposure, at: minute(index + 1) })])
    expect(await alerts()).toMatchObject([
      {
        title: 'Mine: /plans/r.docx in Drive can be seen by anyone who has the link',
        lastActivityAt: new Date(minute(3)).toISOString(),
      },
    ])
  })

  it.each([
    [EACH, EACH],
    [EACH + 1, 1],
  ])('among %i at once makes %i alerts', async (count, expected) => {
    await world('RESOURCE', PUBLIC)
    await feed(
      'resource.changed',
      Array.from({ length: count }, (_, n) => resource(`r${n}`, { exposure: 'PUBLIC' })),
    )
    const found = await alerts()
    expect(found).toHaveLength(expected)
    if (expected > 1) return
    expect(found[0]).toMatchObject({
      title: `Mine: ${count} resources in Drive came to match at once`,
      explanation: { measures: [{ name: 'resources', value: count, threshold: EACH + 1 }] },
    })
    expect(found[0].resources).toHaveLength(count)
  })

  it('keeps what one alert touches within bounds, however many follow', async () => {
    await world('RESOURCE', PUBLIC)
    for (let entry = 0; entry < 12; entry++)
      await feed(
        'resource.changed',
        Array.from({ length: 100 }, (_, n) => resource(`r${entry}-${n}`, { exposure: 'PUBLIC', at: minute(entry) })),
      )
    const [alert, ...more] = await alerts()
    expect(more).toEqual([])
    expect(alert.lastActivityAt).toBe(new Date(minute(11)).toISOString())
    const { rows } = await bed.feeder.system.query<{ count: string }>(
      'select count(*) from alerts.alert_entity where tenant = $1',
      [tenant],
    )
    expect(Number(rows[0]!.count)).toBeGreaterThan(900)
    expect(Number(rows[0]!.count)).toBeLessThanOrEqual(1_000)
  })

  it('is not judged by a policy that is off, nor by one that cannot be read, which counts its failures', async () => {
    await world('RESOURCE', PUBLIC)
    await bed.feeder.write(tenant, async tx => {
      await tx.query(`update alerts.policy set enabled = false where name = 'Mine'`)
      await addPolicy(tx, 'RESOURCE', { filter: { size: 1 } }, 'Broken')
    })
    await feed('resource.changed', [resource('r', { exposure: 'PUBLIC' })])
    expect(await alerts()).toEqual([])
    const { data } = await ask(
      subgraph,
      tenant,
      `{ policies(filter: { name: { in: ["Broken"] } }) { edges { node { existingMatches health { failures } } } } }`,
    )
    expect(data.policies.edges[0].node).toEqual({ existingMatches: null, health: { failures: 1 } })
  })
})

describe('an OAuth grant that comes to match', () => {
  const notes: Partial<GrantChanged> = { clientId: 'notes' }
  it.each<[string, object, Partial<GrantChanged>[][], number]>([
    ['a risky one', { risk: ['HIGH'] }, [[{ risk: 'HIGH' }]], 1],
    ['a risky one of the first listing', { risk: ['HIGH'] }, [[{ risk: 'HIGH', lane: 'history' }]], 0],
    ['one that gets more rights', { risk: ['HIGH'] }, [[{ lane: 'history' }], [{ risk: 'HIGH' }]], 1],
    [
      'one that keeps its rights',
      { risk: ['HIGH'] },
      [[{ risk: 'HIGH', lane: 'history' }], [{ risk: 'HIGH', publisher: 'X' }]],
      0,
    ],
    ['the first of its client', { grantedByAtMost: 1 }, [[notes]], 1],
    ['the second of its client', { grantedByAtMost: 1 }, [[{ ...notes, id: 'other', lane: 'history' }], [notes]], 0],
    [
      'the second of a client elsewhere',
      { grantedByAtMost: 1 },
      [[{ ...notes, id: 'other', app: 'app-box' }], [notes]],
      2,
    ],
    [
      'the third of its client',
      { grantedByAtLeast: 3 },
      [['a', 'b'].map(id => ({ ...notes, id, lane: 'history' as const })), [notes]],
      1,
    ],
    ['a look-alike', { lookAlike: true }, [[{ clientName: 'G00gle Drive' }]], 1],
  ])('%s', async (_what, grantFilter, entries, count) => {
    await world('RESOURCE', { grantFilter })
    for (const entry of entries)
      await feed(
        'grant.changed',
        entry.map(parts => grant('g', parts)),
      )
    expect(await alerts()).toHaveLength(count)
  })

  it('says who imitates whom', async () => {
    await world('RESOURCE', { grantFilter: { lookAlike: true } })
    await feed('grant.changed', [
      grant('g', { clientName: 'G00gle Drive', publisher: 'Contoso', risk: 'HIGH', scopes: ['a', 'b'] }),
    ])
    expect(await alerts()).toMatchObject([
      {
        title:
          'Mine: G00gle Drive by Contoso, whose name imitates Google Drive, was let into Drive with 2 rights of high risk',
        accounts: [{ id: 'account-ann' }],
        resources: [],
      },
    ])
  })
})

describe('a finding that comes to match', () => {
  type Step = Partial<Topics['finding.changed']>
  it.each<[string, object, Step[], number]>([
    ['comes to fail', {}, [{}], 1],
    ['fails at its first assessment', {}, [{ before: null }], 0],
    ['fails in part, then whole', {}, [{ status: 'PARTIAL' }, { before: 'PARTIAL' }], 1],
    ['loses points and fails as before', {}, [{ before: null }, { before: 'FAIL' }], 0],
    [
      'fails on after it could not be judged',
      {},
      [{ before: null }, { before: 'FAIL', status: 'CANNOT_TELL' }, { before: 'CANNOT_TELL' }],
      0,
    ],
    [
      'fails after it could not be judged and passed before',
      {},
      [{ before: null, status: 'PASS' }, { status: 'ERROR' }, { before: 'ERROR' }],
      1,
    ],
    ['fails under an exception', {}, [{ hasException: true }], 0],
    [
      'whose exception ends while it fails',
      {},
      [{ before: null }, { before: 'FAIL', hasException: true }, { before: 'FAIL' }],
      1,
    ],
    ['can no longer be judged, when that is asked', { status: ['CANNOT_TELL'] }, [{ status: 'CANNOT_TELL' }], 1],
    ['is of another framework', { framework: ['NIST'] }, [{}], 0],
    ['passes', {}, [{ before: 'FAIL', status: 'PASS' }], 0],
  ])('one that %s', async (_what, filter, steps, count) => {
    await world('POSTURE', { filter })
    for (const [index, parts] of steps.entries())
      await feed('finding.changed', [finding('f', { at: minute(index + 1), ...parts })])
    expect(await alerts()).toHaveLength(count)
  })

  it('says which control fails where', async () => {
    await world('POSTURE', { filter: {} })
    await feed('finding.changed', [finding('f')])
    expect(await titles()).toEqual(['Mine: ‘Two-step verification is enforced’ fails in Drive'])
  })
})

describe('a finding that an activity changed', () => {
  const changedBy = { id: '00000000-0000-4000-8000-0000000000c1', time: minute(0) }

  it('has its alert cite the activity, once, and is news when it comes to match again', async () => {
    await world('POSTURE', { filter: {} })
    await feed('finding.changed', [finding('f', { at: minute(1), changedBy })])
    const [first] = await alerts()
    expect(first).toMatchObject({ activityCount: 1, firstActivityAt: new Date(minute(0)).toISOString() })
    await feed('finding.changed', [finding('f', { at: minute(2), before: 'FAIL', hasException: true, changedBy })])
    await feed('finding.changed', [finding('f', { at: minute(3), before: 'FAIL', changedBy })])
    const [again, ...more] = await alerts()
    expect(more).toEqual([])
    expect(again).toMatchObject({ activityCount: 1, lastActivityAt: new Date(minute(3)).toISOString() })
  })

  it('and of which that is told late has its open alert cite it then, and raises none', async () => {
    await world('POSTURE', { filter: {} })
    await feed('finding.changed', [finding('f', { at: minute(1) }), finding('old', { before: null })])
    expect(await alerts()).toMatchObject([{ activityCount: 0 }])
    const late = { before: 'FAIL', at: minute(300), changedBy }
    await feed('finding.changed', [finding('f', late), finding('old', late)])
    await feed('finding.changed', [finding('f', late)])
    expect(await alerts()).toMatchObject([{ activityCount: 1 }])
    const history = (await alerts())[0].history.map((step: { kind: string }) => step.kind)
    expect(history).toEqual(['RAISED', 'ACTIVITIES_ADDED'])
  })

  it('has one alert with many others, which cites each activity', async () => {
    await world('POSTURE', { filter: {} })
    const ids = Array.from({ length: EACH + 1 }, (_, n) => `f${n}`)
    await feed(
      'finding.changed',
      ids.map((id, n) => finding(id, { changedBy: n % 2 ? changedBy : null })),
    )
    expect(await alerts()).toMatchObject([{ activityCount: 1 }])
  })
})

describe('what matches already', () => {
  it('is counted, enabled or not, and raised nothing', async () => {
    await world('RESOURCE', PUBLIC)
    await feed('resource.changed', [
      resource('r1', { exposure: 'PUBLIC', lane: 'history' }),
      resource('r2', { exposure: 'PUBLIC_LINK', lane: 'history' }),
      resource('r3', { lane: 'history' }),
    ])
    expect(await existing()).toBe(2)
    await feed('resource.changed', [resource('r1', { gone: true })])
    expect(await existing()).toBe(1)
    await bed.feeder.write(tenant, tx => tx.query(`update alerts.policy set enabled = false where name = 'Mine'`))
    expect(await existing()).toBe(1)
    await feed('app.changed', [app('app-drive', 'google-workspace', 'Drive', { state: 'DISCONNECTED' })])
    expect(await existing()).toBe(0)
    await feed('app.changed', [app('app-drive', 'google-workspace', 'Drive')])
    expect(await existing()).toBe(1)
    await feed('app.changed', [app('app-drive', 'google-workspace', 'Drive', { deletedData: true })])
    expect(await existing()).toBe(0)
    expect(await alerts()).toEqual([])
  })

  it.each<[PolicyKindName, unknown, number | null]>([
    ['RESOURCE', { grantFilter: { grantedByAtLeast: 2 } }, 2],
    ['RESOURCE', { grantFilter: { rarity: ['RARE'] } }, 1],
    ['RESOURCE', { filter: { kind: ['FILE'] } }, 1],
    ['RESOURCE', { filter: { exposure: ['PUBLIC', 'PUBLIC'] } }, 1],
    ['POSTURE', { filter: {} }, 1],
    ['POSTURE', { filter: { status: ['PASS'] } }, 0],
    ['ACTIVITY', { filter: { action: { in: ['user.login'] } } }, null],
  ])('by a policy of kind %s %j is %j', async (kind, definition, count) => {
    await world(kind, definition)
    await feed('account.changed', ['b', 'c', 'd'].map(account))
    await feed('resource.changed', [resource('r', { exposure: 'PUBLIC', lane: 'history' })])
    await feed('grant.changed', [
      grant('g1', { clientId: 'notes', lane: 'history' }),
      grant('g2', { clientId: 'notes', lane: 'history' }),
      grant('g3', { clientId: 'mail', lane: 'history' }),
    ])
    await feed('finding.changed', [finding('f', { before: null })])
    expect(await existing()).toBe(count)
  })

  it('comes with samples', async () => {
    await world('RESOURCE', PUBLIC)
    await feed('resource.changed', [resource('r', { exposure: 'PUBLIC', lane: 'history' })])
    const policy = { name: 'Mine', kind: 'RESOURCE', severity: 'HIGH', definition: PUBLIC } as const
    expect(await bed.feeder.read(tenant, tx => countExisting(tx, policy, minute(9)))).toEqual({
      count: 1,
      samples: [{ id: 'r', app: 'app-drive', summary: '/plans/r.docx in Drive can be seen by anyone' }],
    })
  })
})

it('keeps two tenants with equal ids apart', async () => {
  const [one, other] = [`${tenant}-one`, `${tenant}-other`]
  await world('RESOURCE', PUBLIC, one)
  await world('RESOURCE', { filter: { exposure: ['PRIVATE'] } }, other)
  await feed('resource.changed', [resource('r', { exposure: 'PUBLIC', lane: 'history' })], one)
  await feed('resource.changed', [resource('r', { lane: 'history' }), resource('r2', { lane: 'history' })], other)
  expect([await existing(one), await existing(other)]).toEqual([1, 2])
  await feed('resource.changed', [resource('r', { exposure: 'PUBLIC' })], other)
  await feed('resource.changed', [resource('r2', { exposure: 'PUBLIC' })], one)
  expect(await titles(other)).toEqual([])
  expect(await titles(one)).toEqual(['Mine: /plans/r2.docx in Drive can be seen by anyone'])
  expect([await existing(one), await existing(other)]).toEqual([2, 1])
  await feed('grant.changed', [grant('g', { clientId: 'notes' })], one)
  const grants = {
    name: 'G',
    kind: 'RESOURCE',
    severity: 'LOW',
    definition: { grantFilter: { grantedByAtLeast: 1 } },
  } as const
  const counted = async (of: string) => (await bed.feeder.read(of, tx => countExisting(tx, grants, 0)))!.count
  expect([await counted(one), await counted(other)]).toEqual([1, 0])
})

it('wakes those who follow alerts live', async () => {
  await world('RESOURCE', PUBLIC)
  const stream = (await subscribeTo(
    subgraph,
    tenant,
    'subscription { alerts { kind alert { title } } }',
  )) as AsyncGenerator
  const next = async () => JSON.parse(JSON.stringify((await stream.next()).value)).data.alerts
  expect(await next()).toEqual({ kind: 'CAUGHT_UP', alert: null })
  const raised = next()
  await feed('resource.changed', [resource('r', { exposure: 'PUBLIC' })])
  expect(await raised).toEqual({
    kind: 'RAISED',
    alert: { title: 'Mine: /plans/r.docx in Drive can be seen by anyone' },
  })
  await stream.return(undefined)
})

it('judges a long listing by as many statements as a short one', async () => {
  await world('RESOURCE', PUBLIC)
  const statements = async (count: number, lane: 'live' | 'history') => {
    let seen = 0
    await bed.feeder.write(tenant, async tx => {
      const counted: Tx = { ...tx, query: (sql, parameters) => (seen++, tx.query(sql, parameters)) }
      const items = Array.from({ length: count }, (_, n) => resource(`${lane}-${count}-${n}`, { lane }))
      const policies = () => tx.em.find(PolicyRow, { tenant, kind: 'RESOURCE' })
      await judgeThings(counted, RESOURCES, items, policies, minute(5))
    })
    return seen
  }
  for (const lane of ['live', 'history'] as const) expect(await statements(5_000, lane)).toBe(await statements(1, lane))
  expect(await statements(500, 'history')).toBe(2)
})
