import { heardIn, HOUR, NOON } from '../testing/app-health.ts'
import { seeded } from '../testing/seeded.ts'
import { judgeSilence } from './usual-hours.ts'

/** Since when, in hours before noon of a Wednesday, a log has been silent that usually has events at such moments; and what is thought of that. */
function judge(silentHours: number, isUsual: (at: Date) => boolean, now = NOON): boolean | null {
  const newestAt = now - silentHours * HOUR
  const heard = heardIn(Math.floor(now / HOUR), at => at.getTime() <= newestAt && isUsual(at))
  const silence = judgeSilence({ heard }, newestAt, now)
  return silence && silence.surprise > silence.threshold
}

const always = () => true
const weekend = (at: Date) => [0, 6].includes(at.getUTCDay())
const office = (at: Date) => !weekend(at) && at.getUTCHours() >= 7 && at.getUTCHours() < 19
const SUNDAY_NIGHT = NOON - 2.6 * 24 * HOUR
const MONDAY_EVENING = NOON - 43 * HOUR

describe('a silence', () => {
  it.each<[string, boolean | null, Parameters<typeof judge>]>([
    ['of four hours, of a log that never sleeps', false, [4, always]],
    ['of seven hours, of a log that never sleeps', true, [7, always]],
    ['of a night, of an office', false, [13, office, NOON - 4.5 * HOUR]],
    ['of a weekend, of an office', false, [54, office, SUNDAY_NIGHT]],
    ['of a weekend and the Monday after', true, [72, office, MONDAY_EVENING]],
    [
      'of a day, of a log with an event every other day',
      false,
      [30, at => at.getUTCDate() % 2 === 0 && at.getUTCHours() === 6],
    ],
    ['of two weeks, when what is usual is forgotten', null, [14 * 24, always]],
    ['of a log that has been known for two days', null, [9, at => at.getTime() > NOON - 2 * 24 * HOUR]],
    ['of a log that never brought anything', null, [9, () => false]],
  ])('%s: %s', (_what, expected, given) => {
    expect(judge(...given)).toBe(expected)
  })

  it('of a log that was silent for as long before is none', () => {
    const outage = (at: Date) => Math.abs(at.getTime() - (NOON - 5 * 24 * HOUR)) > 5 * HOUR
    expect(judge(9, outage)).toBe(false)
    expect(judge(20, outage)).toBe(true)
  })

  it('is never remarked on by chance, over months of logs with few events', () => {
    for (const share of [0.1, 0.3, 0.6]) {
      const random = seeded(7)
      const hours = Array.from({ length: 90 * 24 }, () => random() < share)
      const start = Math.floor(NOON / HOUR)
      let last = 0
      for (const [n, isHeard] of hours.entries()) {
        if (isHeard) last = n
        if (n < 14 * 24) continue
        const heard = heardIn(start + n, at => hours[Math.floor(at.getTime() / HOUR) - start] ?? false)
        const silence = judgeSilence({ heard }, (start + last) * HOUR, (start + n) * HOUR)
        expect(silence === null || silence.surprise <= silence.threshold).toBe(true)
      }
    }
  })
})
