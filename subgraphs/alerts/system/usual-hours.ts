import type { StreamHealth } from '@casbah/kit'

const HOUR_MS = 3_600_000
const DAY_HOURS = 24
/** Less is no habit. */
const LEAST_DAYS = 3
/** Silence is remarkable from here on: by chance it would be there once in some 160,000 times. Less was wrong once a month in the demo companies. */
const REMARKABLE = 12
/** And by so much more than what the last two weeks had. */
const BEYOND = 1.5

/** How remarkable it is that a stream is silent, against its last two weeks. */
export interface Silence {
  /** Minus the logarithm of the chance of hours without an event, as such hours usually are. */
  surprise: number
  /** From where on it is remarkable: more than chance, and more than any silence of the last two weeks. */
  threshold: number
  /** Whole hours without an event. */
  hours: number
  /** In how many of these an event would be usual, as a sum of shares. */
  expected: number
}

/**
 * Judges a silence from after `newestAt` to `until` (epoch ms) by the hours of the day that usually have events, on working days and on
 * weekends: a stream that sleeps at night is not missed then. Null when too little is known to say what is usual.
 */
export function judgeSilence({ heard }: Pick<StreamHealth, 'heard'>, newestAt: number, until: number): Silence | null {
  const bits = Buffer.from(heard.bits, 'base64')
  const kept = bits.length * 8
  const isHeard = (hour: number) => {
    const n = heard.until - hour
    return n >= 0 && n < kept && (bits[n >> 3]! & (1 << (n & 7))) !== 0
  }
  const last = Math.floor(newestAt / HOUR_MS)
  const first = firstHeard(heard.until, kept, isHeard)
  if (first === null || last - first < LEAST_DAYS * DAY_HOURS) return null
  const usual = usualShares(first, last, isHeard)
  const surpriseOf = (from: number, to: number) => {
    let [surprise, expected] = [0, 0]
    for (let hour = from; hour < to; hour++) {
      const share = usual(hour)
      surprise -= Math.log(1 - share)
      expected += share
    }
    return { surprise, expected }
  }
  let longest = 0
  let before = first
  for (let hour = first + 1; hour <= last; hour++) {
    if (!isHeard(hour)) continue
    longest = Math.max(longest, surpriseOf(before + 1, hour).surprise)
    before = hour
  }
  const hours = Math.max(0, Math.floor(until / HOUR_MS) - last - 1)
  const { surprise, expected } = surpriseOf(last + 1, last + 1 + hours)
  return { surprise, threshold: Math.max(REMARKABLE, BEYOND * longest), hours, expected }
}

function firstHeard(until: number, kept: number, isHeard: (hour: number) => boolean): number | null {
  for (let hour = until - kept + 1; hour <= until; hour++) if (isHeard(hour)) return hour
  return null
}

/** Share of comparable hours that had an event; one more is counted as silent, so that none is ever certain. */
function usualShares(first: number, last: number, isHeard: (hour: number) => boolean): (hour: number) => number {
  const seen = new Map<number, { heard: number; all: number }>()
  for (let hour = first; hour <= last; hour++) {
    const known = seen.get(classOf(hour)) ?? { heard: 0, all: 0 }
    seen.set(classOf(hour), { heard: known.heard + Number(isHeard(hour)), all: known.all + 1 })
  }
  return hour => {
    const { heard, all } = seen.get(classOf(hour)) ?? { heard: 0, all: 0 }
    return heard / (all + 1)
  }
}

/** Hours of the day (UTC), those of weekends apart. */
function classOf(hour: number): number {
  const weekday = new Date(hour * HOUR_MS).getUTCDay()
  return (hour % DAY_HOURS) + (weekday === 0 || weekday === 6 ? DAY_HOURS : 0)
}
