import type { WindowStore } from './window-store.ts'

/**
 * How many rules, in their order, the hits of a window meet one after another at most; hits of one moment count in either order.
 * Costs as much as the window has hits.
 */
export function orderedRules(store: WindowStore, slot: number, from: number, to: number, rules: number): number {
  const longest = new Uint32Array(rules)
  let best = 0
  for (let index = from; index < to;) {
    const time = store.time(slot, index)
    const here = new Set<number>()
    for (; index < to && store.time(slot, index) === time; index++) here.add(store.rule(slot, index))
    for (const rule of [...here].sort((a, b) => a - b)) {
      let before = 0
      for (let earlier = 0; earlier < rule; earlier++) before = Math.max(before, longest[earlier]!)
      longest[rule] = Math.max(longest[rule]!, before + 1)
      best = Math.max(best, longest[rule]!)
    }
    if (best === rules) return best
  }
  return best
}
