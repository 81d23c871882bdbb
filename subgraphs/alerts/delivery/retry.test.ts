import { readRetryAfter, waitAfter, WAITS_MS } from './retry.ts'

const [SECOND, HOUR] = [1_000, 3_600_000]

describe('waits between attempts', () => {
  it('take more than a day together', () => {
    const whole = WAITS_MS.reduce((sum, wait) => sum + wait, 0)
    expect([whole > 24 * HOUR, whole < 36 * HOUR]).toEqual([true, true])
  })
  it.each<[number, number, number | null, number | null]>([
    [1, 0, null, 5 * SECOND],
    [1, 1, null, 6 * SECOND],
    [1, 0, 60 * SECOND, 60 * SECOND],
    [1, 0, 1, 5 * SECOND],
    [1, 0, 1_000 * HOUR, 24 * HOUR],
    [7, 0.5, null, 11 * HOUR],
    [8, 0, null, null],
    [8, 0, 5, null],
  ])('after %s attempts, chance %s, Retry-After %s: %s', (attempts, random, retryAfter, wait) => {
    expect(waitAfter(attempts, random, retryAfter)).toBe(wait)
  })
  it.each<[string | undefined, number | null]>([
    ['120', 120 * SECOND],
    [' 0 ', 0],
    ['Thu, 01 Jan 1970 00:01:00 GMT', 60 * SECOND],
    ['Wed, 31 Dec 1969 23:00:00 GMT', 0],
    ['soon', null],
    [undefined, null],
  ])('read from a header: %s', (text, wait) => expect(readRetryAfter(text, 0)).toBe(wait))
})
