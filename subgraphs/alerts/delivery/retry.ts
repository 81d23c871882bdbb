const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000]

/** Waits between attempts, as Standard Webhooks advise; eight attempts over a little more than a day. */
export const WAITS_MS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR] as const

/** Share of a wait that chance adds, so that what failed together does not come back together. */
const JITTER = 0.2
const LONGEST_MS = 24 * HOUR

/**
 * Milliseconds until the next attempt after so many; null when there is none. A receiver that says when to come back is not asked before.
 * `random`: from 0 to 1.
 */
export function waitAfter(attempts: number, random: number, retryAfterMs: number | null): number | null {
  const wait = WAITS_MS[attempts - 1]
  if (wait === undefined) return null
  return Math.max(Math.round(wait * (1 + JITTER * random)), Math.min(retryAfterMs ?? 0, LONGEST_MS))
}

/** What `Retry-After` says, as milliseconds from `now`: seconds or a date; null when it is neither. */
export function readRetryAfter(text: string | undefined, now: number): number | null {
  if (text === undefined) return null
  if (/^\s*\d{1,9}\s*$/.test(text)) return Number(text) * SECOND
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
