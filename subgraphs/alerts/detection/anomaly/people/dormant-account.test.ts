import type { StoredActivity } from '@casbah/kit'
import { activity, minute, place } from '../../../testing/activity.ts'
import { anomalyBed, keepsItsPromises } from '../../../testing/anomaly-bed.ts'

const DAY = 24 * 60
const bed = anomalyBed('dormant-account')
const bob = { userId: 'user-bob', accountId: 'account-bob' }
/** Somebody else is active now and then, so that the tenant is known from a day on. */
const tenantFrom = (days: number) =>
  Array.from({ length: Math.ceil(days / 20) }, (_, n) =>
    activity(`b-${n}`, { ...bob, time: minute(-DAY * (days - n * 20)) }),
  )
const seen = (days: number, parts: Partial<StoredActivity> = {}) =>
  activity('seen', { time: minute(-DAY * days), ...parts })
const now = (parts: Partial<StoredActivity> = {}) => activity('now', parts)

describe('dormant-account', () => {
  it('finds a person who was away so long', () => {
    const { found } = bed.judge([...tenantFrom(250), seen(190), now()])
    expect(found).toHaveLength(1)
    expect(found[0]!.match).toMatchObject({
      key: 'user:user-ann',
      explanation: { measures: [{ value: 190, threshold: 180, unit: 'days' }] },
    })
  })

  it.each([
    ['a shorter absence', [...tenantFrom(250), seen(179), now()]],
    ['a tenant that is not known so long', [seen(179), activity('b', { ...bob, time: minute(-DAY) }), now()]],
    ['somebody new', [...tenantFrom(250), now()]],
    ['a second activity', [...tenantFrom(250), seen(190), seen(1, { id: 'back', lane: 'history' }), now()]],
    ['a failed sign-in', [...tenantFrom(250), seen(190), now({ outcome: 'FAILURE' })]],
    [
      'a service',
      [...tenantFrom(250), seen(190), now({ actor: { id: 'bot', email: null, name: 'bot', kind: 'service' } })],
    ],
    [
      'somebody whom only the vendor names',
      [...tenantFrom(250), seen(190, { userId: null, accountId: null }), now({ userId: null, accountId: null })],
    ],
  ])('does not match %s', (_, story) => {
    expect(bed.judge(story)).toMatchObject({ found: [], suppressed: [] })
  })

  it('does not take failed sign-ins for activity', () => {
    expect(
      bed.judge([...tenantFrom(250), seen(190), seen(5, { id: 'fails', outcome: 'FAILURE' }), now()]).found,
    ).toHaveLength(1)
  })

  it.each([
    ['LOW', ['shared-address']],
    ['MEDIUM', []],
  ])('keeps back who comes back to the office, at %s: %j', (sensitivity, expected) => {
    const office = Array.from({ length: 6 }, (_, n) =>
      activity(`o-${n}`, { userId: `u${n}`, time: minute(-DAY * (1 + n)), ip: place('DE', '203.0.113.7') }),
    )
    expect(
      anomalyBed('dormant-account', { sensitivity }).suppressed([...tenantFrom(250), ...office, seen(190), now()]),
    ).toEqual(expected)
  })

  it('says that it is not ready before activities reach so far', () => {
    expect(bed.learning([...tenantFrom(100), now()])).toEqual({ daysLearnt: 100, daysNeeded: 180, usersReady: 0 })
    expect(bed.learning([...tenantFrom(200), now()])).toEqual({ daysLearnt: 180, daysNeeded: 180, usersReady: 1 })
  })

  keepsItsPromises(bed, [...tenantFrom(250), seen(190), now()])
})
