import type { Judgement } from './check.ts'
import { judgeSubjects } from './judge-subjects.ts'

const DAY_MS = 86_400_000

/** Somebody who can sign in. */
export interface Seen {
  name: string
  /** `externalId` of the account. */
  account?: string
  /** When they last signed in: RFC 3339, without a zone in UTC; null or empty for never. */
  lastSeen: string | null | undefined
}

/** How long is too long, and what is said of it. */
export interface IdleWords {
  /** Days without a sign-in that are let pass. */
  days: number
  /** Who they are, in the plural: `active users`. */
  who: string
  /** When nobody can tell, and what to do about it. */
  unknown: string
}

/**
 * Judges who has not signed in for long. A check has no clock, so it is measured from the newest sign-in of `all` (those who are judged, when left out):
 * where people work, there is one of today. Who never signed in does not pass. Where not even one has, or a time cannot be read, nobody can tell.
 */
export function judgeIdle(judged: Seen[], { days: most, who, unknown }: IdleWords, all: Seen[] = judged): Judgement {
  const times = all.flatMap(({ lastSeen }) => (lastSeen ? [timeOf(lastSeen)] : []))
  if (times.length === 0 || times.some(Number.isNaN)) return { status: 'CANNOT_TELL', message: unknown }
  const newest = times.reduce((a, b) => Math.max(a, b))
  const subjects = judged.map(({ lastSeen, ...one }) => {
    const days = lastSeen ? Math.floor((newest - timeOf(lastSeen)) / DAY_MS) : null
    const detail = days === null ? 'never signed in' : `last signed in ${days} days before the newest sign-in`
    return { ...one, passed: days !== null && days <= most, detail }
  })
  return judgeSubjects(subjects, {
    say: (passing, count) => `${count - passing} of ${count} ${who} have not signed in for more than ${most} days.`,
    none: `There are no ${who}.`,
  })
}

/** NaN for what is no time. */
const timeOf = (text: string) => Date.parse(/T.*\d$/.test(text) && !/[+-]\d\d:?\d\d$/.test(text) ? `${text}Z` : text)
