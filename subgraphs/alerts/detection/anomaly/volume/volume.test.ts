import type { StoredActivity } from '@casbah/kit'
import { activity, minute, START } from '../../../testing/activity.ts'
import { anomalyPolicy, Bench, raised, shuffled } from '../../../testing/anomaly.ts'
import { ANOMALY_KINDS } from '../kinds.ts'
import { JudgedEvent } from '../../event.ts'
import { NO_FACTS } from '../../facts.ts'
import { Memory } from '../../memory.ts'
import { Usage } from './usage.ts'
import { FAMILIES, type Family } from './families.ts'

const HOUR = 60
const DAY = 24 * HOUR
const service = { id: 'robot', email: null, name: 'Robot', kind: 'service' as const }
const nobody = { id: null, email: null, name: 'The app', kind: 'system' as const }

interface Case {
  detector: string
  family: Family
  parts: (n: number) => Partial<StoredActivity>
  target: (n: number) => StoredActivity['targets'][number]
}

const file = (n: number) => ({ kind: 'file', id: `file-${n}`, name: `File ${n}`, email: null })
const CASES: Case[] = [
  { detector: 'mass-download', family: FAMILIES.download, parts: () => ({ action: 'file.download' }), target: file },
  { detector: 'mass-share', family: FAMILIES.share, parts: () => ({ action: 'public_link.create' }), target: file },
  { detector: 'mass-delete', family: FAMILIES.delete, parts: () => ({ action: 'file.trash' }), target: file },
  {
    detector: 'mass-mail-deletion',
    family: FAMILIES.mailDelete,
    parts: () => ({ action: 'message.delete' }),
    target: file,
  },
  { detector: 'vm-creation-burst', family: FAMILIES.vmCreate, parts: () => ({ action: 'vm.create' }), target: file },
  { detector: 'vm-deletion-burst', family: FAMILIES.vmDelete, parts: () => ({ action: 'vm.delete' }), target: file },
  {
    detector: 'storage-deletion-burst',
    family: FAMILIES.storageDelete,
    parts: () => ({ action: 'bucket.delete' }),
    target: file,
  },
  {
    detector: 'oauth-app-mass-download',
    family: FAMILIES.appDownload,
    parts: () => ({ action: 'file.read', actor: service, accountId: null, userId: null }),
    target: file,
  },
]

const KEY: Record<string, string> = { 'oauth-app-mass-download': 'external:app-okta:robot' }
const keyOf = ({ detector }: Case) => KEY[detector] ?? 'user:user-ann'

/** So many things within a minute. */
function many(each: Case, prefix: string, count: number, at: number, parts: Partial<StoredActivity> = {}) {
  return Array.from({ length: count }, (_, n) =>
    activity(`${prefix}-${n}`, {
      ...each.parts(n),
      targets: [each.target(n)],
      time: at + Math.floor((n * 60_000) / count),
      ...parts,
    }),
  )
}

/** Some days on which somebody does so much at nine. */
function days(each: Case, count: number, perDay: number, parts: Partial<StoredActivity> = {}, from = -count) {
  return Array.from({ length: count }, (_, n) =>
    many(each, `day-${from + n}-${parts.userId ?? ''}`, perDay, minute((from + n) * DAY), parts),
  ).flat()
}

describe.each(CASES)('$detector', each => {
  const { floor } = each.family
  const bench = (parameters: object = {}) => new Bench([anomalyPolicy(each.detector, parameters)])
  const key = keyOf(each)

  it('fires at its floor before anything is learnt, and not one short of it', () => {
    expect(raised(bench().judge(many(each, 'a', floor - 1, START)))).toEqual({})
    const { found } = bench().judge(many(each, 'a', floor, START))
    expect(found.map(({ match }) => match.key)).toEqual([key])
    expect(found[0]!.match.explanation).toMatchObject({
      matched: true,
      measures: [{ name: 'count', value: floor, threshold: floor }, { name: 'floor' }],
    })
    expect(found[0]!.match.explanation.summary).toMatch(new RegExp(`${floor} .*not learnt yet`))
    expect(found[0]!.match.cited).toHaveLength(Math.min(floor, 51))
  })

  it('folds what follows into the same alert, which grows', () => {
    const { found } = bench().judge(many(each, 'a', floor * 2, START))
    expect(new Set(found.map(({ match }) => match.key))).toEqual(new Set([key]))
    expect(found.every(({ match }) => match.grows)).toBe(true)
    expect(found.at(-1)!.match.title('Box')).toContain(` ${floor * 2} `)
    expect(found.at(-1)!.match.severity).toBe('HIGH')
  })

  it('stays quiet on what is usual for the person, and tells a burst over it', () => {
    const usual = floor * 2
    const one = bench()
    one.judge(days(each, 10, usual))
    const day = one.judge(many(each, 'usual', usual, START))
    expect(raised(day)).toEqual({})
    expect(day.suppressed.map(({ match }) => match.suppressedBy)).toEqual(['usual-for-person'])
    const burst = one.judge(many(each, 'burst', usual * 4, minute(DAY)))
    expect(raised(burst)).toEqual({ [key]: usual * 4 })
    expect(burst.found[0]!.match.explanation.measures[0]!.baseline).toBeCloseTo(usual, 0)
  })

  it('does not learn from a burst', () => {
    const one = bench()
    one.judge(days(each, 10, 3))
    for (const day of [0, 1, 2, 3])
      expect(raised(one.judge(many(each, `b${day}`, floor * 4, minute(day * DAY))))).toEqual({ [key]: floor * 4 })
    const usage = new Usage(one.shard.get('acme')!.learnt, each.family)
    const usual = usage.usual(key, usage.window(key, minute(20 * DAY)))!
    expect(usual.mean).toBeCloseTo(3, 3)
  })

  it('judges history of nobody, and learns from it', () => {
    const past = { lane: 'history' as const }
    const one = bench()
    expect(
      one.judge([...days(each, 10, floor * 2, past), ...many(each, 'h', floor * 9, minute(-30), past)]),
    ).toMatchObject({
      found: [],
      suppressed: [],
    })
    expect(raised(one.judge(many(each, 'usual', floor * 2, minute(DAY))))).toEqual({})
  })

  it('comes to the same in any order, alone or in batches, and across restarts', () => {
    const learning = days(each, 9, 1)
    const story = [
      ...many(each, 'burst', floor + 3, minute(30)),
      ...many(each, 'quiet', Math.min(5, floor - 2), minute(8 * HOUR)),
      ...many(each, 'early', Math.min(5, floor - 2), minute(-3 * HOUR)),
    ]
    const told = (batches: StoredActivity[][], restart = false) => {
      let one = bench()
      one.judge(learning)
      const keys = new Set<string>()
      for (const batch of batches) {
        if (restart) one = one.restarted()
        for (const { match } of one.judge(batch).found) keys.add(match.key)
      }
      return [...keys]
    }
    const alone = (list: StoredActivity[]) => list.map(event => [event])
    expect(told([story])).toEqual([key])
    expect(told([story.toReversed()])).toEqual([key])
    expect(told(alone(story))).toEqual([key])
    expect(told(alone(story.toReversed()))).toEqual([key])
    for (const seed of [1, 2, 3]) expect(told(alone(shuffled(story, seed)))).toEqual([key])
    expect(told(alone(story), true)).toEqual([key])
  })

  it('tells no tenant of another', () => {
    const one = bench()
    const half = Math.ceil(floor / 2)
    expect(raised(one.judge(many(each, 'a', half, START)))).toEqual({})
    expect(raised(one.judge(many(each, 'b', half, START), 'globex'))).toEqual({})
    one.judge(days(each, 10, floor * 2), 'globex')
    expect(raised(one.judge(many(each, 'c', floor * 2, minute(DAY))))).toEqual({ [key]: floor * 2 })
    expect(raised(one.judge(many(each, 'd', floor * 2, minute(DAY)), 'globex'))).toEqual({})
  })

  it('does not count what failed or was refused', () => {
    expect(raised(bench().judge(many(each, 'a', floor * 2, START, { outcome: 'FAILURE' })))).toEqual({})
  })

  it('says how far it has learnt', () => {
    const kind = ANOMALY_KINDS.get(each.detector)!
    const one = bench()
    const state = () =>
      kind.learning!(kind.parameters.parse({}), { learnt: one.shard.get('acme')!.learnt, memory: null! })
    one.judge(days(each, 3, 1))
    expect(state()).toEqual({ daysLearnt: 2, daysNeeded: 7, usersReady: 0 })
    one.judge(days(each, 9, 1, {}, 0))
    expect(state()).toEqual({ daysLearnt: 7, daysNeeded: 7, usersReady: 1 })
  })

  it('explains an activity and remembers nothing of that', () => {
    const kind = ANOMALY_KINDS.get(each.detector)!
    const detector = kind.make('MEDIUM', kind.parameters.parse({}))
    const one = bench()
    one.judge(many(each, 'a', floor - 1, START))
    const state = one.shard.get('acme')!
    const explain = (event: StoredActivity) =>
      detector.explain(new JudgedEvent(event), {
        learnt: state.learnt,
        memory: new Memory(),
        facts: NO_FACTS,
        latenessMs: 0,
      })
    const next = { ...many(each, 'b', 1, minute(1))[0]!, targets: [file(9_999)] }
    expect(explain(next)).toMatchObject({ matched: true, measures: [{ name: 'count', value: floor }, {}] })
    expect(explain(next)).toEqual(explain(next))
    expect(explain({ ...next, action: 'user.login' })).toMatchObject({ matched: false, measures: [] })
    expect(explain({ ...next, time: minute(300), observedAt: minute(300) })).toMatchObject({ matched: false })
  })
})

const download = CASES[0]!
const downloads = (parameters: object = {}) => new Bench([anomalyPolicy('mass-download', parameters)])
const ann = 'user:user-ann'

describe('things', () => {
  it('count once an hour: a file read fifty times is one file', () => {
    const again = many(download, 'a', 50, START, { targets: [file(1)] })
    expect(raised(downloads({ floor: 10 }).judge(again))).toEqual({})
    for (const seed of [1, 2]) {
      const one = downloads({ floor: 10 })
      for (const event of shuffled(again, seed)) expect(one.judge([event]).found).toEqual([])
    }
  })

  it('count once where few are a burst, too: a bucket deleted again and again is one bucket', () => {
    const again = many(CASES[6]!, 'a', 9, START, { targets: [file(1)] })
    for (const seed of [1, 2, 3]) {
      const one = new Bench([anomalyPolicy('storage-deletion-burst')])
      for (const event of shuffled(again, seed)) expect(one.judge([event]).found).toEqual([])
    }
  })

  it('without a target count each', () => {
    expect(raised(downloads().judge(many(download, 'a', 30, START, { targets: [] })))).toEqual({ [ann]: 30 })
  })

  it('are told apart by all targets: GitHub names the person before the repository, AWS the bucket before the object', () => {
    const place = { kind: 'user', id: 'ann', name: 'ann', email: null }
    const clones = many(download, 'a', 40, START).map((event, n) => ({ ...event, targets: [place, file(n), place] }))
    expect(raised(downloads().judge(clones))).toEqual({ [ann]: 40 })
  })

  it('that are made count each: they name only where they are put', () => {
    const subnet = { kind: 'network', id: 'subnet-1', name: null, email: null }
    const made = many(CASES[4]!, 'a', 12, START, { targets: [subnet] })
    expect(raised(new Bench([anomalyPolicy('vm-creation-burst')]).judge(made))).toEqual({ [ann]: 12 })
  })

  it.each([
    ['lists', { responseElements: { instancesSet: { items: Array.from({ length: 12 }, () => ({})) } } }, 12],
    ['lists none', { responseElements: null }, null],
  ])('that a call of AWS makes at once count one by one: %s', (_, record, count) => {
    const raw = JSON.stringify({ CloudTrailEvent: JSON.stringify(record) })
    const run = activity('a', { action: 'vm.create', connector: 'aws', raw })
    expect(raised(new Bench([anomalyPolicy('vm-creation-burst')]).judge([run]))).toEqual(count ? { [ann]: count } : {})
  })

  it('that a record of Microsoft 365 lists count one by one', () => {
    const raw = JSON.stringify({ AffectedItems: Array.from({ length: 60 }, (_, n) => ({ Id: String(n) })) })
    const parts = { action: 'message.delete', connector: 'microsoft-365', raw }
    const mail = new Bench([anomalyPolicy('mass-mail-deletion')])
    expect(raised(mail.judge([activity('a', parts)]))).toEqual({})
    expect(raised(mail.judge([activity('b', { ...parts, time: minute(1) })]))).toEqual({ [ann]: 120 })
  })
})

describe('windows', () => {
  it('are of event time: the same number over hours is no burst', () => {
    const slow = many(download, 'a', 29, START).map((event, n) =>
      activity(event.id, { ...event, time: minute(n * 20), observedAt: minute(n * 20) }),
    )
    expect(raised(downloads({ floor: 10 }).judge(slow))).toEqual({})
  })

  it('reach across the hour', () => {
    const over = [...many(download, 'a', 5, minute(58)), ...many(download, 'b', 5, minute(61))]
    expect(raised(downloads({ floor: 10 }).judge(over))).toEqual({ [ann]: 10 })
  })

  it('find a burst that comes a day late', () => {
    const one = downloads()
    one.judge(Array.from({ length: 10 }, (_, n) => many(download, `n${n}`, 3, minute(n * 2 * HOUR))).flat())
    expect(raised(one.judge(many(download, 'late', 30, minute(30))))).toMatchObject({ [ann]: expect.any(Number) })
  })
})

describe('suppressions', () => {
  /** A tenant of forty people who take forty files a day. */
  const others = Array.from({ length: 40 }, (_, n) => days(download, 9, 40, { userId: `user-${n}` })).flat()
  const fresh = many(download, 'new', 40, minute(2 * HOUR), { userId: 'user-new' })
  /** Knows little of files: three a day. */
  const light = days(download, 9, 3, { userId: 'user-light' })
  const usually = many(download, 'light', 40, minute(2 * HOUR), { userId: 'user-light' })

  it.each([
    ['LOW', fresh, 'usual-for-person'],
    ['MEDIUM', fresh, 'usual-for-person'],
    ['HIGH', fresh, undefined],
    ['LOW', usually, 'usual-in-tenant'],
    ['MEDIUM', usually, undefined],
    ['HIGH', usually, undefined],
  ] as const)('at sensitivity %s', (sensitivity, events, suppressedBy) => {
    const one = downloads({ sensitivity })
    one.judge([...others, ...light].map(event => ({ ...event, lane: 'history' as const })))
    const judged = one.judge(events)
    expect(judged.suppressed.map(({ match }) => match.suppressedBy)).toEqual(suppressedBy ? [suppressedBy] : [])
    expect(judged.found.length > 0).toBe(!suppressedBy)
    const [{ match }] = [...judged.found, ...judged.suppressed] as [(typeof judged.found)[number]]
    expect(match.explanation.suppressions.map(({ name }) => name)).toEqual([
      'vendor-itself',
      'usual-for-person',
      'usual-in-tenant',
    ])
    const applied = match.explanation.suppressions.filter(each => each.applied).map(({ name }) => name)
    expect(applied[0]).toBe(suppressedBy)
  })

  it('of the tenant stand in for nobody who is known and never did so, and his burst teaches nothing', () => {
    const one = downloads()
    one.judge(
      [...others, ...days(CASES[2]!, 9, 1, { userId: 'user-new' })].map(event => ({
        ...event,
        lane: 'history' as const,
      })),
    )
    expect(raised(one.judge(fresh))).toEqual({ 'user:user-new': 40 })
    const usage = new Usage(one.shard.get('acme')!.learnt, FAMILIES.download)
    expect(usage.usual('user:user-new', usage.window('user:user-new', minute(9 * DAY)))).toBeNull()
  })

  it('what the app itself does is kept back at every sensitivity', () => {
    const bench = new Bench([anomalyPolicy('mass-delete', { sensitivity: 'HIGH' })])
    const events = many(CASES[2]!, 'a', 60, START, { actor: nobody, accountId: null, userId: null })
    const judged = bench.judge(events)
    expect(judged.found).toEqual([])
    expect(judged.suppressed.map(({ match }) => match.suppressedBy)).toEqual(['vendor-itself'])
  })

  it('what is usual in the environment counts for machines, at sensitivity LOW', () => {
    const vm = CASES[4]!
    const roles = Array.from({ length: 9 }, (_, day) =>
      ['ci-1', 'ci-2', 'ci-3', 'ci-4'].flatMap(userId =>
        many(vm, `${day}-${userId}`, 8, minute((day - 9) * DAY), { userId }),
      ),
    ).flat()
    const judged = (sensitivity: string) => {
      const one = new Bench([anomalyPolicy('vm-creation-burst', { sensitivity })])
      one.judge(roles)
      return one.judge(many(vm, 'x', 20, START, { userId: 'ci-1' }))
    }
    expect(judged('LOW').found).toEqual([])
    expect(judged('LOW').suppressed.map(({ match }) => match.suppressedBy)).toEqual([
      'usual-for-person',
      'usual-in-environment',
    ])
    expect(raised(judged('MEDIUM'))).toEqual({ 'user:ci-1': 20 })
  })
})

describe('sharing', () => {
  const share = CASES[1]!
  const google = (change: string) => ({
    action: 'file.share',
    connector: 'google-workspace',
    raw: JSON.stringify({
      events: [{ name: 'change_user_access', parameters: [{ name: 'visibility_change', value: change }] }],
    }),
  })
  const to = (email: string) => ({
    action: 'file.share',
    targets: [file(1), { kind: 'user', id: null, name: null, email }],
  })
  it.each<[string, Partial<StoredActivity>, boolean]>([
    ['that Google calls external', google('external'), true],
    ['that Google calls internal', google('internal'), false],
    ['a change of visibility that says not to what', { action: 'file.visibility' }, false],
    ['a public link', { action: 'public_link.create' }, true],
  ])('counts %s: %#', (_, parts, counted) => {
    const events = many(share, 'a', 25, START, parts)
    expect(raised(new Bench([anomalyPolicy('mass-share')]).judge(events))).toEqual(counted ? { [ann]: 25 } : {})
  })

  it('with another domain counts, with the own one not', () => {
    const events = (domain: string) =>
      many(share, 'a', 25, START).map((event, n) => ({ ...event, ...to(`p${n}@${domain}`) }))
    const judge = (domain: string) => raised(new Bench([anomalyPolicy('mass-share')]).judge(events(domain)))
    expect(judge('evil.example')).toEqual({ [ann]: 25 })
    expect(judge('ACME.example')).toEqual({})
  })
})

describe('hostile events', () => {
  it.each([
    ['a megabyte for a name', { targets: [{ kind: 'file', id: 'x'.repeat(1_000_000), name: null, email: null }] }],
    ['ten thousand targets', { targets: Array.from({ length: 10_000 }, (_, n) => file(n)) }],
    ['a prototype for a name', { targets: [{ kind: 'file', id: '__proto__', name: '__proto__', email: '__proto__' }] }],
    ['a record that is none', { connector: 'microsoft-365', raw: '[[[[' }],
    ['a record that breaks off', { connector: 'aws', raw: '{"CloudTrailEvent":"no json"}' }],
    ['a record of nulls', { connector: 'google-workspace', raw: '{"events":[{"parameters":[null,{"name":3}]}]}' }],
  ])('with %s are counted', (_, parts) => {
    for (const each of CASES) new Bench([anomalyPolicy(each.detector)]).judge(many(each, 'a', 60, START, parts))
  })
})
