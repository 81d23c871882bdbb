import { citationOf, type ActivityRef, type Citation } from '../citation.ts'
import type { JudgedEvent } from '../event.ts'
import type { WindowStore } from './window-store.ts'

/** Activities that one match cites: the first and the last always, and of the others the newest. */
export const CITED = 200

/** The hits of a run, each once; the present event whole. `kept`: which hits count, all when left out. */
export function citeWindows(
  store: WindowStore,
  slot: number,
  { from, to }: { from: number; to: number },
  event: JudgedEvent,
  kept: (index: number) => boolean = () => true,
): (Citation | ActivityRef)[] {
  const cited = new Map<string, Citation | ActivityRef>([[event.activity.id, citationOf(event)]])
  const cite = (index: number) => {
    const ref = store.ref(slot, index)
    if (!cited.has(ref.id)) cited.set(ref.id, ref)
  }
  let first = from
  while (first < to && !kept(first)) first++
  if (first < to) cite(first)
  for (let index = to - 1; index > first && cited.size < CITED; index--) if (kept(index)) cite(index)
  return [...cited.values()].sort((a, b) => a.time - b.time)
}
