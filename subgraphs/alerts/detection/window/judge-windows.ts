import type { Tally } from './tally.ts'
import type { Reach, WindowStore } from './window-store.ts'

/** What the windows that an event falls into came to. */
export interface WindowsFound<Told> {
  /** From the first hit of the earliest window that holds, to behind the last of the latest. */
  from: number
  to: number
  /** The window that holds with the most hits. */
  best: { from: number; to: number; told: Told }
  /** Where the hits at the end of each window that holds lie. */
  ends: { from: number; to: number }[]
}

export interface WindowsAsked<T extends Tally, Told> extends Reach {
  /** Makes what the verdict needs to know of a window. */
  tally: () => T
  /** Whether a window holds: the hits from `from` on, before `to`. */
  holds(tally: T, from: number, to: number): boolean
  /** What is to be told of one that holds. */
  tell(tally: T, from: number, to: number): Told
  /** Whether a window that holds still does with more hits in it. */
  grows: boolean
  /** Windows end with hits of this rule alone; with any when left out. */
  endRule?: number
}

/**
 * Judges every window that a hit falls into. A window is what happened within the span up to a hit, both moments included; hits of one moment are
 * one. It is judged until it ended longer ago than it waits for late events.
 *
 * In order of time that is one window, whose tally slides: the same few steps whatever it holds. Of a hit that comes late, the run that all its
 * windows lie in is looked at first, which slides as well; if it could hold, each window is judged, which costs as much as there are hits within
 * the span after it. So it does where more hits can make a window hold no longer.
 */
export function judgeWindows<T extends Tally, Told>(
  store: WindowStore,
  slot: number,
  index: number,
  asked: WindowsAsked<T, Told>,
): WindowsFound<Told> | null {
  const { spanMs, latenessMs, endRule } = asked
  const count = store.count(slot)
  const first = store.time(slot, index)
  const open = store.newestOf(slot) - latenessMs
  const window = store.windowOf(slot, asked.tally)
  let found: Omit<WindowsFound<Told>, 'best'> | null = null
  let best = { from: 0, to: 0 }
  let to = store.upperBound(slot, first)
  let since = store.lowerBound(slot, first)
  let from = store.lowerBound(slot, first - spanMs)
  if (asked.grows && to < count) {
    const last = store.upperBound(slot, first + spanMs)
    window.moveTo(from, last)
    if (!asked.holds(window.tally as T, from, last)) return null
  }
  for (let end = first; ;) {
    if (end >= open && (endRule === undefined || hasRule(store, slot, since, to, endRule))) {
      while (store.time(slot, from) < end - spanMs) from++
      window.moveTo(from, to)
      if (asked.holds(window.tally as T, from, to)) {
        found ??= { from, to, ends: [] }
        found.to = to
        if (to - from >= best.to - best.from) best = { from, to }
        found.ends.push({ from: since, to })
      }
    }
    if (to >= count) break
    end = store.time(slot, to)
    if (end > first + spanMs) break
    since = to
    while (to < count && store.time(slot, to) === end) to++
  }
  if (!found) return null
  window.moveTo(best.from, best.to)
  return { ...found, best: { ...best, told: asked.tell(window.tally as T, best.from, best.to) } }
}

function hasRule(store: WindowStore, slot: number, from: number, to: number, rule: number): boolean {
  for (let index = from; index < to; index++) if (store.rule(slot, index) === rule) return true
  return false
}
