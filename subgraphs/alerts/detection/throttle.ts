import type { Found } from './engine.ts'
import type { Match } from './detector.ts'
import { citationOf } from './citation.ts'
import type { Learnt } from './state.ts'

const DAY_MS = 24 * 3_600_000
/** How many policies of a tenant are counted. */
const POLICIES = 10_000
/** Name of the suppression in the ledger. */
export const THROTTLED = 'throttled'

/**
 * Counts a policy's match on the day that its activity was read. Beyond `most` a day nothing is raised any more: the match is to go to the
 * ledger, and the first such of a day brings a notice. Follows from the log alone.
 */
export function throttled(found: Found, learnt: Learnt, most: number): { notice: Found | null } | null {
  const { policy, event } = found
  const day = Math.floor(event.activity.observedAt / DAY_MS)
  const counts = learnt.table('matches', { day: { type: 'u32', per: 1 }, matches: { type: 'u32', per: 1 } }, POLICIES)
  const slot = counts.claim(policy.id, event.activity.observedAt)
  const days = counts.column('day')
  const matches = counts.column('matches')
  if (day > days[slot]!) {
    days[slot] = day
    matches[slot] = 0
  }
  matches[slot]!++
  if (matches[slot]! <= most) return null
  return { notice: matches[slot] === most + 1 ? noticeOf(found, days[slot]!, most) : null }
}

/** The match as the ledger has it. */
export function throttledMatch(match: Match, most: number): Match {
  const reason = `The policy had matched ${most.toLocaleString('en')} times that day already, the most that one policy raises alerts for.`
  const suppressions = [...match.explanation.suppressions, { name: THROTTLED, applied: true, reason }]
  return { ...match, suppressedBy: THROTTLED, explanation: { ...match.explanation, suppressions } }
}

function noticeOf({ policy, event }: Found, day: number, most: number): Found {
  const until = new Date((day + 1) * DAY_MS).toISOString()
  const summary = `${policy.name} matched over ${most.toLocaleString('en')} times in one day, the most that one policy raises alerts for. Until ${until} its matches are only counted; narrow its definition or its scope.`
  return {
    policy,
    event,
    match: {
      key: `${THROTTLED}|${day}`,
      severity: 'INFORMATIONAL',
      title: () => `${policy.name} is throttled until ${until}`,
      cited: [citationOf(event)],
      mitre: [],
      explanation: {
        matched: true,
        summary,
        conditions: [],
        measures: [{ name: 'matches', value: most + 1, unit: null, baseline: null, threshold: most }],
        suppressions: [],
      },
    },
  }
}
