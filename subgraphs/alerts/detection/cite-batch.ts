import type { StoredActivity } from '@casbah/kit'
import { citationOf, isCitation } from './citation.ts'
import type { Match } from './detector.ts'
import { JudgedEvent } from './event.ts'

/** Cites activities of the batch in hand whole, where a detector remembered their ids alone. */
export function citeBatch(matches: readonly { match: Match }[], activities: readonly StoredActivity[]): void {
  if (!matches.length) return
  const known = new Map(activities.map(activity => [activity.id, activity]))
  for (const { match } of matches)
    match.cited = match.cited.map(cited => {
      const activity = isCitation(cited) ? undefined : known.get(cited.id)
      return activity ? citationOf(new JudgedEvent(activity)) : cited
    })
}
