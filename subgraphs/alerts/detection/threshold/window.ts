import type { Citation } from '../citation.ts'

/** The widest run of hits of at most `span` milliseconds that holds the hit at `index`; hits are sorted by time. */
export function windowAround(hits: Citation[], index: number, span: number): Citation[] {
  let best: Citation[] = []
  for (let start = index; start >= 0 && hits[index]!.time - hits[start]!.time <= span; start--) {
    const end = hits.findLastIndex(hit => hit.time - hits[start]!.time <= span)
    if (end - start + 1 > best.length) best = hits.slice(start, end + 1)
  }
  return best
}

/** Hits of the `span` milliseconds up to a moment. */
export function windowBefore(hits: Citation[], time: number, span: number): Citation[] {
  return hits.filter(hit => hit.time <= time && hit.time >= time - span)
}

/** Puts a hit where its time belongs; equal times keep their order of arrival. Returns its place. */
export function insertByTime(hits: Citation[], hit: Citation): number {
  const index = hits.findLastIndex(other => other.time <= hit.time) + 1
  hits.splice(index, 0, hit)
  return index
}
