import type { StoredActivity } from '@casbah/kit'
import { activity, burst, minute, place } from '../../../testing/activity.ts'
import { alertsOf, anomalyBed, keepsItsPromises, shuffled } from '../../../testing/anomaly-bed.ts'

const DAY = 24 * 60
const ANN = 'user:user-ann'
const daily = (days: number, parts: Partial<StoredActivity> = {}, of = 'd') =>
  Array.from({ length: days }, (_, day) => activity(`${of}-${day}`, { time: minute(-DAY * (days - day)), ...parts }))
const moved = (event: StoredActivity, ms: number) => ({
  ...event,
  time: event.time + ms,
  observedAt: event.observedAt + ms,
})
const HOUR_MS = 3_600_000
const admin = (action: string, parts: Partial<StoredActivity> = {}) =>
  activity(action, { action, isAdmin: true, ...parts })

describe('first-admin-action', () => {
  const bed = anomalyBed('first-admin-action')

  it('finds the first of a person known for days', () => {
    const { found } = bed.judge([...daily(10), admin('role.grant'), admin('policy.update', { time: minute(5) })])
    expect(found.map(({ event }) => event.activity.id)).toEqual(['role.grant'])
    expect(found[0]!.match.title('Okta')).toBe(
      'Ann Lee used administrative rights for the first time: role.grant in Okta',
    )
  })

  it.each([
    [
      'a second one',
      [...daily(10), admin('old', { time: minute(-DAY) }), admin('role.grant')].map(each =>
        each.id === 'old' ? { ...each, lane: 'history' as const } : each,
      ),
    ],
    ['a person known for less', [...daily(30, { userId: 'user-bob' }, 'b'), ...daily(6), admin('role.grant')]],
    ['an app known for less', [...daily(10), admin('role.grant', { app: 'app-new' })]],
    ['a refused one', [...daily(10), admin('role.grant', { outcome: 'FAILURE' })]],
    [
      'a service',
      [...daily(10), admin('role.grant', { actor: { id: 'bot', email: null, name: 'bot', kind: 'service' } })],
    ],
    ['what needs no rights', [...daily(10), admin('file.read', { isAdmin: false })]],
  ] as [string, StoredActivity[]][])('does not match %s', (_, story) => {
    expect(bed.judge(story)).toMatchObject({ found: [], suppressed: [] })
  })

  it.each([
    ['LOW', ['common-action']],
    ['MEDIUM', []],
  ])('keeps back what many do, at %s: %j', (sensitivity, expected) => {
    const others = Array.from({ length: 6 }, (_, n) =>
      admin('role.grant', { id: `o-${n}`, userId: `u${n}`, time: minute(-DAY * 3), lane: 'history' }),
    )
    expect(
      anomalyBed('first-admin-action', { sensitivity }).suppressed([...daily(10), ...others, admin('role.grant')]),
    ).toEqual(expected)
  })

  it('tells how far it has learnt', () => {
    expect(bed.learning(daily(4))).toEqual({ daysLearnt: 3, daysNeeded: 7, usersReady: 0 })
    expect(bed.learning(daily(9))).toEqual({ daysLearnt: 7, daysNeeded: 7, usersReady: 1 })
  })

  keepsItsPromises(bed, [...daily(10), admin('role.grant')])
})

describe('unusual-admin-activity', () => {
  const bed = anomalyBed('unusual-admin-activity')
  /** An administrator who grants roles every day. */
  const usual = daily(20, { action: 'role.grant', isAdmin: true })
  const rare = ['policy.delete', 'logging.disable', 'key.create'].map((action, n) =>
    admin(action, { time: minute(n * 5) }),
  )

  it('finds several actions that the person never does', () => {
    const { found } = bed.judge([...usual, ...rare])
    expect(alertsOf(found)).toEqual({ [ANN]: 'MEDIUM' })
    expect(found[0]!.match.cited.map(({ id }) => id)).toEqual(['policy.delete', 'logging.disable', 'key.create'])
    expect(found[0]!.match.explanation.measures).toMatchObject([
      { name: 'rare actions', value: 3, threshold: 3 },
      { value: 0 },
      { value: 0 },
      {},
    ])
  })

  it.each([
    ['two of them', [...usual, ...rare.slice(0, 2)]],
    ['the same one again and again', [...usual, ...burst('k', 9, { action: 'key.create', isAdmin: true })]],
    ['three over a day', [...usual, ...rare.map((each, n) => moved(each, n * 4 * HOUR_MS))]],
    ['everyday work', [...usual, ...burst('g', 30, { action: 'role.grant', isAdmin: true })]],
    ['a person known for less', [...daily(20, { userId: 'user-bob' }, 'b'), ...daily(5), ...rare]],
    ['an app known for less', [...usual, ...rare.map(each => ({ ...each, app: 'app-new' }))]],
  ] as [string, StoredActivity[]][])('does not match %s', (_, story) => {
    expect(bed.judge(story)).toMatchObject({ found: [], suppressed: [] })
  })

  it('learns nothing while a burst lasts: the next day it is still unusual', () => {
    const attack = Array.from({ length: 6 }, (_, round) =>
      rare.map(each => ({
        ...moved(each, (round * HOUR_MS) / 3),
        id: `${each.id}-${round}`,
        lane: 'history' as const,
      })),
    ).flat()
    const again = rare.map(each => moved(each, 24 * HOUR_MS))
    expect(Object.keys(alertsOf(bed.judge([...usual, ...attack, ...again]).found))).toEqual([ANN])
  })

  it('learns what is done on several days', () => {
    const learnt = rare.flatMap(({ action, id }, n) =>
      daily(4, { action, isAdmin: true, lane: 'history' }, id).map(each => moved(each, -n * 3 * HOUR_MS)),
    )
    expect(bed.judge([...usual, ...learnt, ...rare]).found).toEqual([])
  })

  it.each([
    ['LOW', ['usual-in-tenant']],
    ['MEDIUM', []],
  ])('keeps back what is everyday work in the tenant, at %s: %j', (sensitivity, expected) => {
    const others = rare.flatMap(({ action }) =>
      burst(
        `o-${action}`,
        70,
        { action, isAdmin: true, userId: 'user-bob', lane: 'history', time: minute(-DAY * 3) },
        3_700,
      ),
    )
    expect(anomalyBed('unusual-admin-activity', { sensitivity }).suppressed([...usual, ...others, ...rare])).toEqual(
      expected,
    )
  })

  it('finds the same when the actions come one by one in any order', () => {
    for (let seed = 1; seed <= 6; seed++)
      expect(Object.keys(alertsOf(bed.oneByOne([...usual, ...shuffled(rare, seed)])))).toEqual([ANN])
  })

  it('tells how far it has learnt', () => {
    expect(bed.learning(daily(4))).toMatchObject({ daysLearnt: 3, daysNeeded: 7 })
  })

  keepsItsPromises(bed, [...usual, ...rare])
})

describe('unusual-impersonation', () => {
  const bed = anomalyBed('unusual-impersonation')
  const as = { isImpersonated: true, action: 'file.read' }
  const known = daily(10)
  const support = Array.from({ length: 12 }, (_, day) =>
    burst(`s-${day}`, 20 + (day % 3), { ...as, time: minute(-DAY * (12 - day)), lane: 'history' }, 60),
  ).flat()

  it('finds more than ten by somebody who never does it', () => {
    expect(bed.alerts([...known, ...burst('i', 10, as)])).toEqual({})
    const { found } = bed.judge([...known, ...burst('i', 11, as)])
    expect(alertsOf(found)).toEqual({ [ANN]: 'MEDIUM' })
    expect(found[0]!.match.cited).toHaveLength(11)
  })

  it('finds what is far over the usual of somebody who does it daily', () => {
    expect(bed.alerts([...support, ...burst('i', 22, as)])).toEqual({})
    expect(bed.alerts([...support, ...burst('i', 60, as)])).toEqual({ [ANN]: 'MEDIUM' })
  })

  it.each([
    ['before the tenant is known', burst('i', 50, as)],
    ['what is one’s own', [...known, ...burst('i', 50, { action: 'file.read' })]],
    ['what is refused', [...known, ...burst('i', 50, { ...as, outcome: 'FAILURE' })]],
  ] as [string, StoredActivity[]][])('does not match %s', (_, story) => {
    expect(bed.judge(story)).toMatchObject({ found: [], suppressed: [] })
  })

  it('does not learn from a burst that bursts are usual', () => {
    const burstBefore = burst('x', 400, { ...as, lane: 'history', time: minute(-DAY * 5) })
    expect(bed.alerts([...known, ...burstBefore, ...burst('i', 60, as)])).toEqual({ [ANN]: 'MEDIUM' })
  })

  it.each([
    ['LOW', ['shared-address']],
    ['MEDIUM', []],
  ])('keeps back work at the office, at %s: %j', (sensitivity, expected) => {
    const office = Array.from({ length: 6 }, (_, n) =>
      activity(`o-${n}`, { userId: `u${n}`, time: minute(-DAY * (1 + n)), ip: place('DE', '203.0.113.7') }),
    )
    expect(
      anomalyBed('unusual-impersonation', { sensitivity }).suppressed([...known, ...office, ...burst('i', 11, as)]),
    ).toEqual(expected)
  })

  it('finds the same when activities come one by one in any order', () => {
    for (let seed = 1; seed <= 6; seed++)
      expect(alertsOf(bed.oneByOne([...known, ...shuffled(burst('i', 12, as), seed)]))).toEqual({ [ANN]: 'MEDIUM' })
  })

  it('tells how far it has learnt', () => {
    expect(bed.learning(daily(4))).toMatchObject({ daysLearnt: 3, daysNeeded: 7 })
  })

  keepsItsPromises(bed, [...known, ...burst('i', 13, as)])
})
