import { citationOf, isCitation } from './citation.ts'
import type { JudgedEvent } from './event.ts'
import type { Match } from './detector.ts'

/** Cites activities of the batch in hand whole, where a detector remembered their ids alone. */
export function citeBatch(matches: readonly { match: Match }[], events: readonly JudgedEvent[]): void {
  if (!matches.length) return
  const known = new Map(events.map(event => [event.activity.id, event]))
  for (const { match } of matches)
    match.cited = match.cited.map(cited => {
      const event = isCitation(cited) ? undefined : known.get(cited.id)
      return event ? citationOf(event) : cited
    })
}
