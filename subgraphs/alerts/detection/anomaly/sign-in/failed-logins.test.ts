import type { StoredActivity } from '@casbah/kit'
import { activity, burst, guessing, minute, place, START } from '../../../testing/activity.ts'
import { alertsOf, anomalyBed, explain, keepsItsPromises, shuffled } from '../../../testing/anomaly-bed.ts'
import type { ShardState } from '../../state.ts'
import { Learnt } from '../../state.ts'
import { hash32 } from '../people/hash.ts'
import { Spread } from './spread.ts'

const DAY = 24 * 60
const bed = anomalyBed('failed-logins')
const EVIL = '198.51.100.9'

const nobody = { accountId: null, userId: null }
const login = (n: number) => ({ userId: `user-${n}`, accountId: `account-${n}` })
const failure = (id: string, parts: Partial<StoredActivity>) =>
  activity(id, { outcome: 'FAILURE', outcomeReason: 'INVALID_CREDENTIALS', ...parts })

/** Each of so many logins fails from one address. */
const spray = (count: number, each = 1, time = START) =>
  Array.from({ length: count * each }, (_, n) =>
    failure(`s-${time}-${n}`, { ...login(n % count), time: time + n * 5_000, ip: place('RU', EVIL) }),
  )

/** Each of so many logins fails from an address of its own with one client. */
const distributed = (count: number, userAgent: string | null = 'bot/1', time = START) =>
  Array.from({ length: count }, (_, n) =>
    failure(`d-${n}`, { ...login(n), time: time + n * 5_000, ip: place('RU', `198.51.100.${n}`), userAgent }),
  )

/** Logins of a stolen list, from few addresses and several clients. */
const stuffing = (time = START, reason: (n: number) => string = () => 'INVALID_CREDENTIALS') =>
  Array.from({ length: 36 }, (_, n) =>
    failure(`t-${n}`, {
      ...login(n % 12),
      time: time + n * 30_000,
      ip: place('RU', `198.51.100.${n % 6}`),
      userAgent: `agent ${n % 7}`,
      outcomeReason: reason(n),
    }),
  )

/** A login that fails so often every day, from one address. */
const usuallyFailing = (days: number, each = 30) =>
  Array.from({ length: days }, (_, day) =>
    burst(`u-${day}`, each, { time: START - (days - day) * 86_400_000, outcome: 'FAILURE', ip: place('DE', EVIL) }),
  ).flat()

describe('failed-logins', () => {
  it('tells a guessed password once, with the failures that led to it', () => {
    const { found } = bed.judge(guessing('g', START))
    expect(found).toHaveLength(1)
    expect(found[0]!.match).toMatchObject({ severity: 'HIGH', mitre: [{ id: 'T1110.001' }] })
    expect(found[0]!.match.cited).toHaveLength(16)
  })

  it.each([
    ['guessing without success', burst('g', 20, { outcome: 'FAILURE' }), { 'guessing:user:user-ann': 'MEDIUM' }],
    [
      'guessing that goes on until it succeeds',
      [...burst('g', 25, { outcome: 'FAILURE' }), activity('in', { time: minute(2) })],
      { 'guessing:user:user-ann': 'HIGH' },
    ],
    [
      'guessing a login that nobody has',
      burst('g', 20, { ...nobody, outcome: 'FAILURE' }),
      { 'guessing:email:ann@acme.example': 'MEDIUM' },
    ],
    ['spraying from one address', spray(15), { [`spraying:${EVIL}`]: 'MEDIUM' }],
    [
      'spraying that gets in',
      [...spray(20), activity('in', { ...login(3), time: minute(3), ip: place('RU', EVIL) })],
      { [`spraying:${EVIL}`]: 'HIGH' },
    ],
    ['spraying by many addresses and one client', distributed(20), { 'distributed-spraying:': 'MEDIUM' }],
    [
      'distributed spraying that gets in',
      [
        ...distributed(22),
        activity('in', { ...login(3), time: minute(3), ip: place('RU', '198.51.100.3'), userAgent: 'bot/1' }),
      ],
      { 'distributed-spraying:': 'HIGH' },
    ],
    ['stuffing', stuffing(), { 'stuffing:all': 'MEDIUM' }],
    [
      'stuffing that gets in',
      [...stuffing(), activity('in', { ...login(3), time: minute(19), ip: place('RU', '198.51.100.3') })],
      { 'stuffing:all': 'HIGH' },
    ],
  ] as [string, StoredActivity[], Record<string, string>][])('finds %s', (_, story, expected) => {
    const alerts = Object.entries(bed.alerts(story)).map(([key, severity]) => [
      key.replace(/^(distributed-spraying:).*/, '$1'),
      severity,
    ])
    expect(Object.fromEntries(alerts)).toEqual(expected)
  })

  it.each([
    ['nineteen failures', burst('g', 19, { outcome: 'FAILURE' })],
    ['twenty over a day', burst('g', 20, { outcome: 'FAILURE' }, 3600)],
    ['nine failures and a success', [...burst('g', 9, { outcome: 'FAILURE' }), activity('in', { time: minute(1) })]],
    ['fourteen logins from one address', spray(14)],
    [
      'many logins that fail over a day',
      spray(15).map((each, n) => ({ ...each, time: minute(n * 60), observedAt: minute(n * 60) })),
    ],
    ['nineteen logins from as many addresses', distributed(19)],
    ['twenty logins without a client', distributed(20, null)],
    ['what is no sign-in', burst('g', 40, { outcome: 'FAILURE', action: 'file.download' })],
    ['a list that fails in many ways', stuffing(START, n => `reason ${n % 9}`)],
    ['successes', burst('g', 40, {})],
  ])('does not match %s', (_, story) => {
    expect(bed.judge(story)).toMatchObject({ found: [], suppressed: [] })
  })

  it('leaves a login alone that usually fails as often, and tells when it fails far more', () => {
    const usual = usuallyFailing(12).map(each => ({ ...each, lane: 'history' as const }))
    const now = burst('now', 30, { outcome: 'FAILURE', ip: place('DE', EVIL) })
    expect(bed.alerts([...usual, ...now])).toEqual({})
    expect(bed.alerts(now)).not.toEqual({})
    const more = burst('now', 60, { outcome: 'FAILURE', ip: place('DE', EVIL) })
    expect(bed.alerts([...usual, ...more])).not.toEqual({})
  })

  it('takes failures among many successes for mistakes', () => {
    const busy = (count: number) => burst('ok', count, { ...login(99) }, 3)
    expect(bed.alerts([...stuffing(), ...busy(100)])).toEqual({ 'stuffing:all': 'MEDIUM' })
    expect(bed.alerts([...stuffing(), ...busy(400)])).toEqual({})
  })

  it('tells stuffing only in an hour that is worse than usual, once it knows what is usual', () => {
    const hours = Array.from({ length: 24 * 8 }, (_, hour) =>
      Array.from({ length: 60 }, (_, n) =>
        failure(`h-${hour}-${n}`, {
          ...login(n),
          lane: 'history',
          time: minute(-60 * (24 * 8 - hour) + n / 2),
          ip: place('DE', `192.0.2.${n}`),
        }),
      ),
    ).flat()
    expect(bed.alerts([...hours, ...stuffing()])).toEqual({})
    const worse = Array.from({ length: 4 }, (_, n) =>
      stuffing(START + n * 7_000).map(each => ({ ...each, id: `${each.id}-${n}` })),
    ).flat()
    expect(bed.alerts([...hours, ...worse])).toMatchObject({ 'stuffing:all': 'MEDIUM' })
  })

  it('does not learn from an attack that attacks are usual', () => {
    const attacked = usuallyFailing(10, 2).concat(
      burst('a', 300, { outcome: 'FAILURE', time: START - 5 * 3_600_000, ip: place('DE', EVIL) }),
    )
    const again = burst('now', 60, { outcome: 'FAILURE', time: START + 86_400_000, ip: place('DE', EVIL) })
    expect(bed.alerts([...attacked.map(each => ({ ...each, lane: 'history' as const })), ...again])).not.toEqual({})
  })

  describe('suppressions', () => {
    const atHome = Array.from({ length: 4 }, (_, day) => activity(`home-${day}`, { time: minute(-DAY * (4 - day)) }))
    const office = Array.from({ length: 30 }, (_, n) =>
      activity(`office-${n}`, { ...login(n % 6), time: minute(-DAY * (1 + (n % 5))), ip: place('RU', EVIL) }),
    )
    const corporate = spray(15).map(each => ({
      ...each,
      ip: { ...place('RU', EVIL), networkTag: 'CORPORATE' as const },
    }))

    it.each([
      ['usual-address', 'USER', [...atHome, ...burst('g', 20, { outcome: 'FAILURE' })]],
      ['expired-password', 'SYSTEM', burst('g', 20, { outcome: 'FAILURE', outcomeReason: 'PASSWORD_EXPIRED' })],
      ['own-network', 'TENANT', corporate],
      ['shared-address', 'TENANT', [...office, ...spray(15)]],
    ] as [string, string, StoredActivity[]][])('%s, of the %s', (name, tier, story) => {
      const applies = { LOW: ['SYSTEM', 'TENANT', 'USER'], MEDIUM: ['SYSTEM', 'USER'], HIGH: ['SYSTEM'] }
      for (const [sensitivity, tiers] of Object.entries(applies)) {
        const { found, suppressed } = anomalyBed('failed-logins', { sensitivity }).judge(story)
        const names = new Set(suppressed.map(({ match }) => match.suppressedBy))
        expect([...names]).toEqual(tiers.includes(tier) ? [name] : [])
        expect(found.length > 0).toBe(!tiers.includes(tier))
        const told = [...found, ...suppressed][0]!.match.explanation.suppressions
        expect(told).toContainEqual(expect.objectContaining({ name, applied: tiers.includes(tier) }))
      }
    })
  })

  it('goes by its parameters', () => {
    const strict = anomalyBed('failed-logins', { guesses: 5, sprayLogins: 3 })
    expect(strict.alerts(burst('g', 5, { outcome: 'FAILURE' }))).toEqual({ 'guessing:user:user-ann': 'MEDIUM' })
    expect(strict.alerts(spray(3))).toEqual({ [`spraying:${EVIL}`]: 'MEDIUM' })
  })

  it('tells how far it has learnt', () => {
    const days = Array.from({ length: 4 }, (_, day) => activity(`d-${day}`, { time: minute(DAY * day) }))
    expect(bed.learning(days)).toEqual({ daysLearnt: 3, daysNeeded: 7, usersReady: 0 })
    expect(
      bed.learning([
        ...days,
        activity('late', { time: minute(DAY * 20) }),
        activity('new', { ...login(9), time: minute(DAY * 20) }),
      ]),
    ).toEqual({
      daysLearnt: 7,
      daysNeeded: 7,
      usersReady: 0.5,
    })
  })

  it('finds the same kind of attack when events come one by one in any order', () => {
    const stories = [
      guessing('g', START),
      burst('g', 20, { outcome: 'FAILURE' }),
      spray(16),
      distributed(20),
      stuffing(),
    ]
    for (const story of stories)
      for (let seed = 1; seed <= 8; seed++)
        expect(alertsOf(bed.oneByOne(shuffled(story, seed)))).toEqual(bed.alerts(story))
    expect(alertsOf(bed.oneByOne(guessing('g', START).toReversed()))).toEqual(bed.alerts(guessing('g', START)))
  })

  it('explains why nothing matches', () => {
    const shard: ShardState = new Map()
    bed.judgeIn(shard, burst('g', 4, { outcome: 'FAILURE' }))
    const { found } = bed.judgeIn(new Map(), burst('g', 20, { outcome: 'FAILURE' }))
    const explained = explain(bed, shard, { ...found[0]!, event: found[0]!.event })
    expect(explained).toMatchObject({
      matched: false,
      measures: [
        { name: 'count', value: 4, threshold: 20 },
        { name: 'logins', value: 1 },
      ],
    })
  })

  describe.each([
    ['guessing', [...burst('g', 25, { outcome: 'FAILURE' }), activity('in', { time: minute(2) })]],
    ['spraying', spray(18)],
    ['distributed spraying', distributed(24)],
    ['stuffing', stuffing()],
  ] as [string, StoredActivity[]][])('with %s', (_, story) => {
    keepsItsPromises(bed, story)
  })
})

describe('logins of a source', () => {
  it.each([10, 64, 300, 5_000])('are counted, %i of them', count => {
    const spread = new Spread('test', 16)
    const learnt = new Learnt()
    for (let n = 0; n < count; n++)
      spread.add(learnt, 'a', {
        login: hash32(`login ${n}`),
        address: 1,
        reason: 1,
        time: 7_200 + (n % 3_000),
      })
    const exact = spread.read(learnt, 'a').length
    const counted = spread.logins(learnt, 'a', exact, 7_200)
    expect(exact).toBe(Math.min(64, count))
    expect(Math.abs(counted - count) / count).toBeLessThan(0.35)
    if (count < 64) expect(counted).toBe(count)
  })
})
