import { citationOf, type ActivityRef, type Citation } from '../citation.ts'
import type { JudgedEvent } from '../event.ts'
import type { WindowStore } from './window-store.ts'

/** Activities that one match cites: the first and the last always, and of the others the newest. */
export const CITED = 200

/** The hits of a run: the first, then from the last back. `kept`: which hits count. */
export function* hitsOf(
  store: WindowStore,
  slot: number,
  { from, to }: { from: number; to: number },
  kept: (index: number) => boolean = () => true,
): Iterable<ActivityRef> {
  let first = from
  while (first < to && !kept(first)) first++
  if (first < to) yield store.ref(slot, first)
  for (let index = to - 1; index > first; index--) if (kept(index)) yield store.ref(slot, index)
}

/** The first two hundred of these, each once, and the present event whole; by time. */
export function cite(event: JudgedEvent, refs: Iterable<ActivityRef>): (Citation | ActivityRef)[] {
  const cited = new Map<string, Citation | ActivityRef>([[event.activity.id, citationOf(event)]])
  for (const ref of refs) {
    if (cited.size >= CITED) break
    if (!cited.has(ref.id)) cited.set(ref.id, ref)
  }
  return [...cited.values()].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
}
