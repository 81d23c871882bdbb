import type { StoredActivity } from '@casbah/kit'
import { citationOf, isCitation } from './citation.ts'
import type { Match } from './detector.ts'
import { JudgedEvent } from './event.ts'

/** Cites activities of the batch in hand whole, where a detector remembered their ids alone. */
export function citeBatch(matches: readonly { match: Match }[], activities: readonly StoredActivity[]): void {
  const wanted = new Set(
    matches.flatMap(({ match }) => match.cited.filter(cited => !isCitation(cited)).map(({ id }) => id)),
  )
  if (!wanted.size) return
  const known = new Map<string, StoredActivity>()
  for (const activity of activities) if (wanted.has(activity.id)) known.set(activity.id, activity)
  for (const { match } of matches)
    match.cited = match.cited.map(cited => {
      const activity = isCitation(cited) ? undefined : known.get(cited.id)
      return activity ? citationOf(new JudgedEvent(activity)) : cited
    })
}
