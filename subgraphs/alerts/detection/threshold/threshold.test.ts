import type { StoredActivity } from '@casbah/kit'
import { activity, place, START } from '../../testing/activity.ts'
import { Bench, folded } from '../../testing/judge-one.ts'
import { permutations, seeded, shuffled } from '../../testing/seeded.ts'
import { compilePolicy } from '../compile.ts'
import { Engine } from '../engine.ts'
import type { PolicyRow } from '../../policy/policy.entity.ts'
import { DISTINCT_FIELDS } from './distinct-values.ts'

const make = (definition: object) =>
  compilePolicy({
    name: 'P',
    kind: 'ACTIVITY',
    severity: 'LOW',
    definition: { filter: { action: { in: ['hit'] } }, windowSeconds: 60, ...definition },
  })

const hit = (id: string, second: number, parts: Partial<StoredActivity> = {}) =>
  activity(id, { action: 'hit', time: START + second * 1000, ...parts })
const found = (definition: object, events: StoredActivity[]) => folded(new Bench(make(definition)).all(events))

describe('an activity policy', () => {
  it.each<[string, object, StoredActivity[], Record<string, string[]>]>([
    ['takes one that matches', {}, [hit('1', 0), activity('no')], { 'user:user-ann': ['1'] }],
    [
      'counts within the window',
      { count: 2 },
      [hit('1', 0), hit('2', 60), hit('3', 121)],
      { 'user:user-ann': ['1', '2'] },
    ],
    [
      'counts per app and address',
      { count: 2, per: ['APP', 'IP'] },
      [hit('1', 0), hit('2', 1, { userId: 'u2' }), hit('3', 2, { app: 'other' }), hit('4', 3, { ip: null })],
      { 'app:app-okta|ip:203.0.113.7': ['1', '2'] },
    ],
    [
      'counts all together',
      { count: 2, per: [] },
      [hit('1', 0), hit('2', 1, { userId: 'u2', app: 'x' })],
      { '': ['1', '2'] },
    ],
    [
      'wants different values',
      { count: 2, distinct: { field: 'COUNTRY', count: 2 } },
      [hit('1', 0), hit('2', 1), hit('3', 2, { ip: place('FR') })],
      { 'user:user-ann': ['1', '2', '3'] },
    ],
    [
      'waits for what follows',
      { count: 2, followedBy: { action: { in: ['end'] } } },
      [
        hit('0', 0, { action: 'end' }),
        hit('1', 1),
        hit('2', 2),
        hit('3', 3, { action: 'end' }),
        hit('4', 90, { action: 'end' }),
      ],
      { 'user:user-ann': ['1', '2', '3'] },
    ],
    ['keeps simulated and real apart', { count: 2 }, [hit('1', 0), hit('2', 1, { isSimulated: true })], {}],
  ])('%s', (_, definition, events, expected) => {
    expect(found(definition, events)).toEqual(expected)
  })

  const other: Partial<Record<(typeof DISTINCT_FIELDS)[number], Partial<StoredActivity>>> = {
    APP: { app: 'x' },
    CONNECTOR: { connector: 'x' },
    ACTION: { action: 'HIT' },
    VENDOR_ACTION: { vendorAction: 'x' },
    CLASS_UID: { classUid: 1 },
    SEVERITY: { severity: 'HIGH' },
    ACTOR: { accountId: 'x' },
    TARGET_KIND: { targets: [{ kind: 'x', id: '1', name: null, email: null }] },
    TARGET: { targets: [{ kind: 'file', id: 'x', name: null, email: null }] },
    OUTCOME: { outcome: 'FAILURE' },
    IP_ADDRESS: { ip: { ...place('DE'), address: '192.0.2.9' } },
    COUNTRY: { ip: place('FR') },
    ASN: { ip: { ...place('DE'), asn: 7 } },
    NETWORK_TAG: { ip: { ...place('DE'), networkTag: 'VPN' } },
    BROWSER: { browser: 'x' },
    OS: { os: 'x' },
  }
  const base: Partial<StoredActivity> = {
    targets: [{ kind: 'file', id: '1', name: null, email: null }],
    ip: { ...place('DE'), asn: 1, networkTag: 'CLOUD' },
    browser: 'b',
    os: 'o',
  }

  it.each(DISTINCT_FIELDS)('counts different values of %s', field => {
    const definition = { count: 2, per: [], distinct: { field, count: 2 } }
    expect(found(definition, [hit('1', 0, base), hit('2', 1, base)])).toEqual({})
    expect(found(definition, [hit('1', 0, base), hit('2', 1, { ...base, ...other[field] })])).toEqual({
      '': ['1', '2'],
    })
  })

  it('counts every kind of target of an activity, and the activity once', () => {
    const targets = ['file', 'folder', 'user'].map(kind => ({ kind, id: null, name: kind, email: null }))
    const [match] = new Bench(make({ count: 2, distinct: { field: 'TARGET_KIND', count: 2 } })).all([
      hit('1', 0, { targets }),
      hit('2', 1),
    ])
    expect(match!.explanation.measures).toMatchObject([{ name: 'count', value: 2 }, {}, { name: 'distinct', value: 3 }])
  })

  it('finds the same in every order of a story', () => {
    const stories: [object, StoredActivity[]][] = [
      [{ count: 3 }, [0, 20, 40, 60, 80, 200].map((second, n) => hit(`${n}`, second))],
      [
        { count: 2, followedBy: { action: { in: ['end'] } } },
        [
          hit('a', 0),
          hit('b', 50),
          hit('x', 55, { action: 'end' }),
          hit('c', 60),
          hit('y', 100, { action: 'end' }),
          hit('z', 200, { action: 'end' }),
        ],
      ],
      [
        { count: 3, distinct: { field: 'COUNTRY', count: 3 } },
        ['DE', 'FR', 'DE', 'PL', 'FR', 'DE'].map((country, n) => hit(`${n}`, n * 20, { ip: place(country) })),
      ],
    ]
    for (const [definition, story] of stories) {
      const expected = found(definition, story)
      expect(Object.keys(expected)).toHaveLength(1)
      for (const order of permutations(story)) expect(found(definition, order)).toEqual(expected)
    }
  })

  it('finds the same in any order of long stories, saved and read between any two', () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = seeded(seed)
      const definition = { count: 4, escalate: { count: 6, severity: 'HIGH' } }
      const story = Array.from({ length: 80 }, (_, n) =>
        hit(`${n}`, Math.floor(random() * 900), { userId: random() < 0.5 ? 'ann' : 'bob' }),
      )
      const sorted = story.toSorted((a, b) => a.time - b.time)
      const inOrder = new Bench(make(definition)).all(sorted)
      const bench = new Bench(make(definition))
      const any = shuffled(story, random).flatMap(each => {
        bench.restart()
        return bench.judge(each)
      })
      expect(folded(any)).toEqual(folded(inOrder))
      expect(any.some(({ severity }) => severity === 'HIGH')).toBe(inOrder.some(({ severity }) => severity === 'HIGH'))
    }
  })

  it('explains what it counted so far, and changes nothing by it', () => {
    const bench = new Bench(make({ count: 3, distinct: { field: 'COUNTRY', count: 2 } }))
    bench.explain(hit('1', 0))
    expect(bench.judging.memory.size).toBe(0)
    bench.all([hit('1', 0), hit('2', 1)])
    expect(bench.explain(hit('2', 1))).toMatchObject({
      matched: false,
      summary:
        '2 matching activities within the 60 seconds up to it; not enough: 3 with 2 different values of COUNTRY within 60 seconds.',
      measures: [
        { name: 'count', value: 2, threshold: 3 },
        { name: 'distinct', value: 1, threshold: 2 },
      ],
    })
    expect(bench.explain(activity('no')).matched).toBe(false)
  })
})

describe('in the engine', () => {
  const policy = (definition: object) =>
    ({
      id: 'p',
      tenant: 'acme',
      name: 'P',
      kind: 'ACTIVITY',
      severity: 'LOW',
      enabled: true,
      version: 1,
      definitionVersion: 1,
      definition: { filter: { action: { in: ['hit'] } }, windowSeconds: 60, ...definition },
    }) as PolicyRow
  const policies = [policy({ count: 2 })]

  it('counts no history, and what is too late for its windows', () => {
    const engine = new Engine()
    const shard = new Map()
    const judge = (...activities: StoredActivity[]) =>
      engine.judge({ tenant: 'acme', activities, policies, latenessOf: () => 60_000 }, shard).found.length
    expect(judge(hit('1', 0, { lane: 'history' }), hit('2', 1))).toBe(0)
    expect(judge(hit('3', 1_000), hit('4', 1_000 - 119))).toBe(0)
    expect(engine.counts.late).toBe(0)
    expect(judge(hit('5', 1_000 - 121))).toBe(0)
    expect(engine.counts.late).toBe(1)
  })

  it('asks how late the connectors of its filter may be', () => {
    const asked: unknown[] = []
    const latenessOf = (connectors: readonly string[] | null) => asked.push(connectors)
    const filtered = policy({ count: 2, filter: { connector: ['okta', 'github'] }, followedBy: { connector: ['aws'] } })
    new Engine().judge({ tenant: 'acme', activities: [hit('1', 0)], policies: [filtered], latenessOf }, new Map())
    new Engine().judge({ tenant: 'acme', activities: [hit('1', 0)], policies, latenessOf }, new Map())
    expect(asked).toEqual([['aws', 'github', 'okta'], null])
  })

  it('keeps two tenants with equal ids apart', () => {
    const engine = new Engine()
    const shard = new Map()
    const judge = (tenant: string, event: StoredActivity) =>
      engine.judge({ tenant, activities: [event], policies }, shard).found.length
    expect([judge('acme', hit('1', 0)), judge('other', hit('2', 1)), judge('acme', hit('3', 2))]).toEqual([0, 0, 1])
  })
})
