import type { StoredActivity } from '@casbah/kit'
import { activity, burst, minute, place, START } from '../../../testing/activity.ts'
import { alertsOf, anomalyBed, keepsItsPromises, shuffled } from '../../../testing/anomaly-bed.ts'

const DAY = 24 * 60
const bed = anomalyBed('mfa-fatigue')
const ANN = 'user:user-ann'
const from = { ip: place('RU', '198.51.100.9') }
const sent = (count: number, secondsApart = 30) =>
  burst('p', count, { ...from, action: 'mfa.send', outcome: 'SUCCESS' }, secondsApart)
const denied = (count: number, secondsApart = 30) =>
  burst('n', count, { ...from, action: 'mfa.deny', outcome: 'FAILURE', time: START + 5_000 }, secondsApart)
const approved = (at: number) => activity('yes', { ...from, action: 'mfa.challenge', time: at })

describe('mfa-fatigue', () => {
  it.each([
    ['ten prompts', sent(10), 'MEDIUM'],
    ['ten refusals', denied(10), 'MEDIUM'],
    ['ten failed challenges', burst('c', 10, { ...from, action: 'mfa.challenge', outcome: 'FAILURE' }), 'MEDIUM'],
    ['prompts that are sent and refused', [...sent(10), ...denied(10)], 'MEDIUM'],
    ['prompts of which the last is approved', [...sent(12), approved(minute(7))], 'HIGH'],
  ])('finds %s', (_, story, severity) => {
    expect(bed.alerts(story)).toEqual({ [ANN]: severity })
  })

  it.each([
    ['nine prompts', sent(9)],
    ['five prompts, each of which is also told as refused', [...sent(5), ...denied(5)]],
    ['ten prompts over an hour', sent(10, 400)],
    ['sign-ins with a second factor', burst('c', 30, { ...from, action: 'mfa.challenge' })],
    ['ten prompts of as many people', sent(10).map((each, n) => ({ ...each, userId: `u${n}` }))],
    ['an approval after an hour', [...sent(9), approved(minute(60))]],
  ] as [string, StoredActivity[]][])('does not match %s', (_, story) => {
    expect(bed.judge(story)).toMatchObject({ found: [], suppressed: [] })
  })

  it('cites the prompts that it knows by id', () => {
    const { found } = bed.judge([...sent(12), approved(minute(7))])
    expect(found.at(-1)!.match.cited.length).toBeGreaterThanOrEqual(10)
    expect(found.at(-1)!.match.title('Okta')).toBe(
      'Ann Lee was prompted 12 times for a second factor in Okta, then approved',
    )
  })

  it.each([
    ['LOW', ['usual-address']],
    ['MEDIUM', ['usual-address']],
    ['HIGH', []],
  ])('keeps back what comes from a usual address of the person, at %s: %j', (sensitivity, expected) => {
    const atHome = Array.from({ length: 4 }, (_, day) =>
      activity(`h-${day}`, { ...from, time: minute(-DAY * (4 - day)) }),
    )
    expect(anomalyBed('mfa-fatigue', { sensitivity }).suppressed([...atHome, ...sent(10)])).toEqual(expected)
  })

  it('finds the same when prompts come one by one in any order', () => {
    for (const story of [sent(12), [...sent(12), approved(minute(6))]])
      for (let seed = 1; seed <= 10; seed++)
        expect(Object.keys(alertsOf(bed.oneByOne(shuffled(story, seed))))).toEqual([ANN])
    expect(alertsOf(bed.oneByOne([approved(minute(6)), ...sent(12)]))).toEqual({ [ANN]: 'HIGH' })
  })

  keepsItsPromises(bed, [...sent(12), approved(minute(7))])
})
