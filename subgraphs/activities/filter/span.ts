import type { Condition } from './condition.ts'

/** A span of time, epoch ms; includes `since`, excludes `until`; null is open. */
export interface Span {
  since: number | null
  until: number | null
}

/** The narrowest span that a condition surely lies in. */
export function spanOf(condition: Condition): Span {
  if (condition.is === 'time') return condition
  if (condition.is !== 'all') return { since: null, until: null }
  return condition.of.map(spanOf).reduce(intersect, { since: null, until: null })
}

function intersect(one: Span, other: Span): Span {
  return {
    since: one.since === null ? other.since : other.since === null ? one.since : Math.max(one.since, other.since),
    until: one.until === null ? other.until : other.until === null ? one.until : Math.min(one.until, other.until),
  }
}
