import type { StoredActivity } from '@casbah/kit'
import type { AccountFact } from '../../../detection/facts.ts'

/** What a built-in policy is for, and what is nearly that. */
export interface Story {
  /** History that comes before all of it. */
  learnt?: StoredActivity[]
  /** Accounts that are known meanwhile. */
  accounts?: AccountFact[]
  /** Ends in a match. */
  fires: StoredActivity[]
  /** Each by itself, after the history, matches nothing of this policy. */
  quiet: StoredActivity[][]
}

/** The same activities as found rather than happened. */
export function past(activities: StoredActivity[]): StoredActivity[] {
  return activities.map(each => ({ ...each, lane: 'history' as const }))
}
