import type { StoredActivity } from '@casbah/kit'
import { activity, minute, START } from '../../testing/activity.ts'
import { Bench, folded } from '../../testing/judge-one.ts'
import { permutations, seeded, shuffled } from '../../testing/seeded.ts'
import type { Match } from '../detector.ts'
import type { Correlation, CorrelationType, NumberCondition } from '../sigma/correlation.ts'
import { filterPredicate } from '../threshold/event-filter.ts'
import { CorrelationDetector, type CorrelatedRule } from './correlation-detector.ts'

const SPAN = 60_000

/** A rule that means a vendor's action, and reads fields of the raw event. */
function rule(name: string, connectors: string[] | null = null): CorrelatedRule {
  return {
    rule: name,
    gate: { connectors, view: 'activity', predicate: filterPredicate({ vendorAction: { in: [name] } }) },
    read: (event, field) => (event.record as Record<string, unknown>)[field],
  }
}

function correlation(parts: Partial<Correlation> & Pick<Correlation, 'type' | 'rules'>): Correlation {
  return {
    groupBy: ['user'],
    timespanMs: SPAN,
    condition: {},
    fields: ['v'],
    percentile: null,
    atLeast: null,
    aliases: new Map(),
    generate: false,
    inner: new Map(),
    ...parts,
  }
}

const make = (of: Correlation, rules = of.rules.map(name => rule(name))) =>
  new CorrelationDetector('Story', 'HIGH', of, rules)

/** An event of a rule at a second of the story. */
function event(id: string, name: string, second: number, fields: Record<string, unknown> = {}) {
  return activity(id, {
    vendorAction: name,
    time: START + second * 1000,
    raw: JSON.stringify({ user: 'ann', ...fields }),
  })
}

const ids = (matches: Match[]) => matches.map(({ cited }) => cited.map(({ id }) => id))

describe('each type', () => {
  const a = (id: string, second: number, fields?: Record<string, unknown>) => event(id, 'a', second, fields)
  const b = (id: string, second: number, fields?: Record<string, unknown>) => event(id, 'b', second, fields)
  const numbers = (...values: unknown[]) => values.map((v, n) => a(`${n}`, n, { v }))

  it.each<[string, Partial<Correlation> & Pick<Correlation, 'type' | 'rules'>, StoredActivity[], string[][]]>([
    [
      'counts events of all rules',
      { type: 'event_count', rules: ['a', 'b'], condition: { gte: 3 } },
      [a('1', 0), b('2', 30), a('3', 60)],
      [['1', '2', '3']],
    ],
    [
      'counts none beyond the span',
      { type: 'event_count', rules: ['a'], condition: { gte: 3 } },
      [a('1', 0), a('2', 30), a('3', 60.001)],
      [],
    ],
    [
      'counts different values',
      { type: 'value_count', rules: ['a'], condition: { gt: 1 } },
      [a('1', 0, { v: 'x' }), a('2', 1, { v: 'x' }), a('3', 2, { v: 'y' })],
      [['1', '2', '3']],
    ],
    [
      'counts values of several fields together',
      { type: 'value_count', rules: ['a'], fields: ['v', 'w'], condition: { gte: 3 } },
      [a('1', 0, { v: 1, w: 1 }), a('2', 1, { v: 1, w: 2 }), a('3', 2, { v: 1 }), a('4', 3, { v: 2, w: 1 })],
      [['1', '2', '4']],
    ],
    [
      'sums, also numbers as text',
      { type: 'value_sum', rules: ['a'], condition: { gte: 6 } },
      numbers(1, '2', 'three', true, 3),
      [['0', '1', '4']],
    ],
    [
      'sums to what was said',
      { type: 'value_sum', rules: ['a'], condition: { eq: 0.3 } },
      numbers(0.1, 0.2),
      [['0', '1']],
    ],
    ['averages', { type: 'value_avg', rules: ['a'], condition: { gt: 10 } }, numbers(1, 2, 99), [['0', '1', '2']]],
    [
      'takes a percentile',
      { type: 'value_percentile', rules: ['a'], percentile: 50, condition: { gte: 5 } },
      numbers(1, 4, 5, 9),
      [],
    ],
    [
      'takes a percentile that is reached',
      { type: 'value_percentile', rules: ['a'], percentile: 75, condition: { gte: 5 } },
      numbers(1, 4, 5, 9),
      [
        ['0', '1', '2'],
        ['0', '1', '2', '3'],
      ],
    ],
    [
      'wants all rules in any order',
      { type: 'temporal', rules: ['a', 'b'] },
      [b('1', 0), b('2', 1), a('3', 2)],
      [['1', '2', '3']],
    ],
    [
      'wants so many of the rules',
      { type: 'temporal', rules: ['a', 'b', 'c'], atLeast: 2 },
      [a('1', 0), event('2', 'c', 1)],
      [['1', '2']],
    ],
    [
      'wants rules in order',
      { type: 'temporal_ordered', rules: ['a', 'b'] },
      [b('1', 0), a('2', 1), b('3', 2)],
      [['1', '2', '3']],
    ],
    ['does not take another order', { type: 'temporal_ordered', rules: ['a', 'b'] }, [b('1', 0), a('2', 1)], []],
    [
      'takes equal times as either order',
      { type: 'temporal_ordered', rules: ['a', 'b'] },
      [b('1', 0), a('2', 0)],
      [['1', '2']],
    ],
    [
      'keeps groups apart, and what has no group out',
      { type: 'event_count', rules: ['a'], condition: { gte: 2 } },
      [a('1', 0), a('2', 1, { user: 'bob' }), a('3', 2, { user: null }), a('4', 3, { user: 'ANN' })],
      [['1', '4']],
    ],
    [
      'takes a range',
      { type: 'event_count', rules: ['a'], condition: { gte: 2, lt: 3 } },
      [a('1', 0), a('2', 1), a('3', 2)],
      [['1', '2']],
    ],
    [
      'judges fewer when an event comes',
      { type: 'event_count', rules: ['a'], condition: { lte: 1 } },
      [a('1', 0), a('2', 1), a('3', 100)],
      [['1'], ['3']],
    ],
  ])('%s', (_, of, events, expected) => {
    expect(ids(new Bench(make(correlation(of))).all(events))).toEqual(expected)
  })

  it('joins values of different fields by alias', () => {
    const of = correlation({
      type: 'temporal',
      rules: ['a', 'b'],
      groupBy: ['who'],
      aliases: new Map([
        [
          'who',
          new Map([
            ['a', 'login'],
            ['b', 'userName'],
          ]),
        ],
      ]),
    })
    const [found] = new Bench(make(of)).all([
      a('1', 0, { login: 'ann@acme.example' }),
      b('2', 1, { userName: 'Ann@acme.example' }),
    ])
    expect(found).toMatchObject({ key: 'ann@acme.example', severity: 'HIGH' })
    expect(found!.title('Okta')).toBe('Story (Ann@acme.example): 2 events within 1 second')
    expect(found!.explanation).toEqual({
      matched: true,
      summary: '2 events within 1 second for Ann@acme.example; rules: 2, which meets 2 of 2 within 60 seconds.',
      conditions: [
        { field: 'temporal', operator: 'gte', expected: 2, actual: 2, matched: true },
        {
          field: 'who',
          operator: 'groups',
          expected: { a: 'login', b: 'userName' },
          actual: 'Ann@acme.example',
          matched: true,
        },
      ],
      measures: [
        { name: 'rules', value: 2, unit: null, baseline: null, threshold: 2 },
        { name: 'span', value: 1, unit: 's', baseline: null, threshold: 60 },
        { name: 'events of a', value: 1, unit: null, baseline: null, threshold: null },
        { name: 'events of b', value: 1, unit: null, baseline: null, threshold: null },
      ],
      suppressions: [],
    })
  })

  it('counts an event of several rules once, and finds each group that it completes', () => {
    const both = (id: string, second: number) => a(id, second, { login: 'x', name: 'y' })
    const rules = ['r', 's'].map(name => ({ ...rule('a'), rule: name }))
    const once = correlation({ type: 'event_count', rules: ['r', 's'], condition: { gte: 2 } })
    expect(ids(new Bench(make(once, rules)).all([a('1', 0)]))).toEqual([])
    const aliases = new Map([
      [
        'who',
        new Map([
          ['r', 'login'],
          ['s', 'name'],
        ]),
      ],
    ])
    const groups = correlation({
      type: 'event_count',
      rules: ['r', 's'],
      groupBy: ['who'],
      aliases,
      condition: { gte: 2 },
    })
    const found = new Bench(make(groups, rules)).all([both('1', 0), both('2', 1)])
    expect(found.map(({ key }) => key)).toEqual(['x', 'y'])
  })

  it('without groups counts all, and is about the person', () => {
    const of = correlation({ type: 'event_count', rules: ['a'], groupBy: [], condition: { gte: 2 } })
    expect(new Bench(make(of)).all([a('1', 0), { ...a('2', 1), userId: 'user-bob' }])).toMatchObject([
      { key: 'user:user-bob' },
    ])
  })

  it('explains what it counted so far, and changes nothing by it', () => {
    const bench = new Bench(make(correlation({ type: 'event_count', rules: ['a'], condition: { gte: 3 } })))
    expect(bench.explain(a('0', 0))).toMatchObject({
      matched: false,
      summary: expect.stringContaining('nothing was counted'),
    })
    expect(bench.judging.memory.size).toBe(0)
    bench.all([a('1', 0), a('2', 1)])
    expect(bench.explain(a('2', 1))).toMatchObject({
      matched: false,
      summary: '2 events within 1 second for ann; events: 2, which does not meet at least 3 within 60 seconds.',
      measures: [{ name: 'events', value: 2, threshold: 3 }, { name: 'span' }, { name: 'events of a', value: 2 }],
    })
    expect(bench.explain(b('3', 1))).toMatchObject({
      matched: false,
      summary: expect.stringContaining('none of the rules'),
    })
    expect(bench.explain(a('4', 1, { user: null }))).toMatchObject({
      matched: false,
      summary: expect.stringContaining('no value'),
    })
  })

  it('cites two hundred of many: the first, the last and the newest', () => {
    const of = correlation({ type: 'event_count', rules: ['a'], condition: { gte: 300 } })
    const [found] = new Bench(make(of)).all(Array.from({ length: 300 }, (_, n) => a(`${n}`, n / 10)))
    const cited = found!.cited.map(({ id }) => Number(id))
    expect(cited).toEqual([0, ...Array.from({ length: 199 }, (_, n) => n + 101)])
    expect(found!.cited.at(-1)).toHaveProperty('action')
    expect(found!.cited[0]).toEqual({ id: '0', time: START })
  })
})

describe('a correlation of correlations', () => {
  const guessing = correlation({ type: 'event_count', rules: ['fail'], condition: { gte: 3 } })
  const outer = correlation({ type: 'temporal_ordered', rules: ['guessing', 'login'], timespanMs: 5 * SPAN })
  const chained = () =>
    new CorrelationDetector(
      'Guessed',
      'CRITICAL',
      outer,
      [rule('login')],
      [{ rule: 'guessing', detector: new CorrelationDetector('Guessing', 'LOW', guessing, [rule('fail')]) }],
    )
  const story = [...[0, 1, 2].map(n => event(`f${n}`, 'fail', n)), event('in', 'login', 100)]

  it('is fed by what the inner ones find, with their group values', () => {
    const [found, ...more] = new Bench(chained()).all(story)
    expect(more).toEqual([])
    expect(found).toMatchObject({ key: 'ann', severity: 'CRITICAL' })
    expect(found!.cited.map(({ id }) => id)).toEqual(['f0', 'f1', 'f2', 'in'])
    expect(new Bench(chained()).all([...story.slice(1), { ...story[0]!, raw: '{"user":"bob"}' }])).toEqual([])
  })

  it('finds the same in every order', () => {
    const expected = folded(new Bench(chained()).all(story))
    for (const order of permutations(story)) expect(folded(new Bench(chained()).all(order))).toEqual(expected)
  })

  it('counts each window of an inner one once', () => {
    const counting = correlation({ type: 'event_count', rules: ['guessing'], condition: { gte: 3 } })
    const detector = () =>
      new CorrelationDetector(
        'Often',
        'LOW',
        counting,
        [],
        [{ rule: 'guessing', detector: new CorrelationDetector('Guessing', 'LOW', guessing, [rule('fail')]) }],
      )
    const fails = [0, 1, 2, 3, 4].map(n => event(`f${n}`, 'fail', n))
    for (const order of permutations(fails))
      expect(folded(new Bench(detector()).all(order))).toEqual({ ann: ['f0', 'f1', 'f2', 'f3', 'f4'] })
    for (const order of permutations(fails.slice(1))) expect(new Bench(detector()).all(order)).toEqual([])
  })
})

describe('a file of Salesforce that comes six hours late', () => {
  const of = correlation({
    type: 'temporal',
    rules: ['login', 'export'],
    timespanMs: 3_600_000,
    groupBy: ['who'],
    aliases: new Map([
      [
        'who',
        new Map([
          ['login', 'actor'],
          ['export', 'USERNAME'],
        ]),
      ],
    ]),
  })
  const detector = () => make(of, [rule('login', ['okta']), rule('export', ['salesforce'])])
  const okta = (id: string, at: number) =>
    activity(id, { vendorAction: 'login', connector: 'okta', time: at, raw: '{"actor":"ann@acme.example"}' })
  const salesforce = activity('export', {
    vendorAction: 'export',
    connector: 'salesforce',
    time: minute(20),
    observedAt: minute(20 + 360),
    raw: '{"USERNAME":"ann@acme.example"}',
  })
  const login = okta('login', START)
  const since = Array.from({ length: 36 }, (_, n) => okta(`later-${n}`, minute(81 + n * 10)))

  it.each([
    ['after Okta went on for six hours', [login, ...since, salesforce]],
    ['before what Okta told meanwhile', [salesforce, login, ...since]],
    ['in between', [login, ...since.slice(0, 18), salesforce, ...since.slice(18)]],
  ])('completes a correlation with Okta when it comes %s', (_, order) => {
    const found = new Bench(detector()).all(order)
    expect(folded(found)).toEqual({ 'ann@acme.example': ['export', 'login'] })
  })

  it('does not when its windows wait an hour', () => {
    const bench = new Bench(detector(), 3_600_000)
    expect(bench.all([login, ...since, salesforce])).toEqual([])
    expect(bench.judging.memory.late).toBe(1)
  })
})

describe('many stories', () => {
  const bounds: NumberCondition[] = [
    { gte: 3 },
    { gt: 4 },
    { lte: 2 },
    { lt: 3 },
    { eq: 2 },
    { neq: 3 },
    { gte: 2, lt: 5 },
    { gt: 1, lte: 3 },
  ]
  const types: CorrelationType[] = [
    'event_count',
    'value_count',
    'value_sum',
    'value_avg',
    'value_percentile',
    'temporal',
    'temporal_ordered',
  ]
  /** Whether a window that holds still does with more in it. */
  const grows = ({ type, condition }: Correlation) =>
    type.startsWith('temporal') ||
    (type !== 'value_avg' &&
      type !== 'value_percentile' &&
      !('lt' in condition || 'lte' in condition || 'eq' in condition || 'neq' in condition))

  function storyOf(seed: number) {
    const random = seeded(seed)
    const type = types[seed % types.length]!
    const rules = ['a', 'b', 'c'].slice(0, type.startsWith('temporal') ? 3 : 1 + Math.floor(random() * 2))
    const of = correlation({
      type,
      rules,
      condition: bounds[Math.floor(random() * bounds.length)]!,
      percentile: Math.floor(random() * 101),
      atLeast: random() < 0.5 ? null : 2,
    })
    const events = Array.from({ length: 4 + Math.floor(random() * 30) }, (_, n) =>
      event(`e${n}`, rules[Math.floor(random() * rules.length)]!, Math.floor(random() * 240), {
        user: random() < 0.6 ? 'ann' : 'bob',
        v: Math.floor(random() * 5),
      }),
    ).sort((x, y) => x.time - y.time)
    return { random, of, events }
  }

  const raw = (each: StoredActivity) => JSON.parse(each.raw) as { user: string; v: number }

  function naiveHolds({ type, condition, rules, percentile, atLeast }: Correlation, window: StoredActivity[]): boolean {
    const values = window.map(each => raw(each).v)
    const meets = (value: number) =>
      Object.entries(condition).every(([operator, bound]) => {
        const compare: Record<string, boolean> = {
          gt: value > bound,
          gte: value >= bound,
          lt: value < bound,
          lte: value <= bound,
          eq: value === bound,
          neq: value !== bound,
        }
        return compare[operator]
      })
    const sum = values.reduce((total, value) => total + value, 0)
    const wanted = atLeast ?? rules.length
    switch (type) {
      case 'event_count':
        return meets(window.length)
      case 'value_count':
        return meets(new Set(values).size)
      case 'value_sum':
        return meets(sum)
      case 'value_avg':
        return meets(sum / window.length)
      case 'value_percentile':
        return meets(values.toSorted((a, b) => a - b)[Math.max(1, Math.ceil((percentile! / 100) * window.length)) - 1]!)
      case 'temporal':
        return new Set(window.map(each => each.vendorAction)).size >= wanted
      case 'temporal_ordered': {
        const follows = (chosen: string[], at: number): boolean => {
          if (!chosen.length) return true
          return window.some(
            each => each.vendorAction === chosen[0] && each.time >= at && follows(chosen.slice(1), each.time),
          )
        }
        const choose = (from: string[], count: number): string[][] =>
          count === 0
            ? [[]]
            : from.flatMap((first, n) => choose(from.slice(n + 1), count - 1).map(rest => [first, ...rest]))
        return choose([...rules], wanted).some(chosen => follows(chosen, -Infinity))
      }
    }
  }

  /** Every window up to an event, among what is there. */
  function naive(of: Correlation, events: StoredActivity[], ends = events): Map<string, Set<string>> {
    const found = new Map<string, Set<string>>()
    for (const end of ends) {
      const { user } = raw(end)
      const window = events.filter(
        each => raw(each).user === user && each.time <= end.time && each.time >= end.time - of.timespanMs,
      )
      if (!naiveHolds(of, window)) continue
      const cited = found.get(user) ?? new Set()
      found.set(user, cited)
      for (const each of window) cited.add(each.id)
    }
    return found
  }

  const plain = (found: Map<string, Set<string>>) =>
    Object.fromEntries([...found].map(([key, cited]): [string, string[]] => [key, [...cited].sort()]).sort())

  it('finds what a recount of every window finds, in order, backwards and in any order', () => {
    let told = 0
    for (let seed = 0; seed < 350; seed++) {
      const { random, of, events } = storyOf(seed)
      const inOrder = events.map((each, n) => naive(of, events.slice(0, n + 1), [each]))
      const expected = new Map<string, Set<string>>()
      for (const each of inOrder)
        for (const [key, cited] of each) expected.set(key, new Set([...(expected.get(key) ?? []), ...cited]))
      expect({ seed, found: folded(new Bench(make(of)).all(events)) }).toEqual({ seed, found: plain(expected) })
      const complete = plain(naive(of, events))
      told += Object.keys(complete).length
      for (const order of [events.toReversed(), shuffled(events, random), shuffled(events, random)]) {
        const found = folded(new Bench(make(of)).all(order))
        if (grows(of)) expect({ seed, found }).toEqual({ seed, found: complete })
        else
          for (const [key, cited] of Object.entries(complete)) expect(found[key]).toEqual(expect.arrayContaining(cited))
      }
    }
    expect(told).toBeGreaterThan(200)
  })

  it('finds the same when what it remembers is saved and read between any two events', () => {
    for (let seed = 1_000; seed < 1_070; seed++) {
      const { random, of, events } = storyOf(seed)
      const order = shuffled(events, random)
      const whole = new Bench(make(of)).all(order)
      const bench = new Bench(make(of))
      const cut = order.flatMap(each => {
        bench.restart()
        return bench.judge(each)
      })
      expect(JSON.stringify(cut)).toBe(JSON.stringify(whole))
      expect(cut.map(match => match.title('Okta'))).toEqual(whole.map(match => match.title('Okta')))
    }
  })

  it('counts large windows as it counts small ones, late events and all', () => {
    const random = seeded(7)
    const of = correlation({ type: 'value_count', rules: ['a'], condition: { gte: 60 } })
    const events = Array.from({ length: 1_500 }, (_, n) =>
      event(`e${n}`, 'a', Math.floor(random() * 600), { v: Math.floor(random() * 200) }),
    )
    const bench = new Bench(make(of))
    const found = new Set<string>()
    for (const each of events) for (const match of bench.judge(each)) found.add(match.cited.at(-1)!.id)
    const last = bench.judge(event('last', 'a', 300, { v: 0 }))
    const inWindow = (end: number) =>
      new Set(events.filter(({ time }) => time <= end && time >= end - SPAN).map(each => raw(each).v)).size
    const best = Math.max(
      ...events
        .filter(({ time }) => time >= START + 300_000 && time <= START + 360_000)
        .map(({ time }) => inWindow(time)),
    )
    expect(last).toHaveLength(best >= 60 ? 1 : 0)
    expect(last[0]!.explanation.measures[0]!.value).toBeGreaterThanOrEqual(60)
  })
})

describe('hostile values', () => {
  const of = correlation({ type: 'value_count', rules: ['a'], condition: { gte: 2 } })
  const deep = `${'['.repeat(3_000)}1${']'.repeat(3_000)}`

  it.each([
    ['a megabyte of text', 'x'.repeat(1_000_000)],
    ['an object', { __proto__: { x: 1 }, constructor: 1 }],
    ['a deep list', JSON.parse(deep)],
    ['many fields', Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`k${n}`, n]))],
  ])('takes %s as group and value, and remembers little of it', (_, user) => {
    const bench = new Bench(make(of))
    const found = bench.all([event('1', 'a', 0, { user, v: user }), event('2', 'a', 1, { user, v: [user, 1] })])
    expect(found).toHaveLength(1)
    expect(found[0]!.key.length).toBeLessThanOrEqual(200)
    expect(JSON.stringify(bench.judging.memory.save()).length).toBeLessThan(4_000)
  })

  it('tells apart long values that differ in the middle of their ends, and keys of objects', () => {
    const long = (middle: string) => `${'x'.repeat(1_000)}${middle}${'y'.repeat(1_000)}`
    expect(
      new Bench(make(of)).all([event('1', 'a', 0, { v: long('1') }), event('2', 'a', 1, { v: long('2') })]),
    ).toHaveLength(1)
    expect(
      new Bench(make(of)).all(['__proto__', 'constructor'].map((v, n) => event(`${n}`, 'a', n, { v }))),
    ).toHaveLength(1)
  })
})
