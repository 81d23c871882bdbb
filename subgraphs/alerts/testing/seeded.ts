/** Numbers from 0 up to 1 that follow from a seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The same items in an order that follows from the generator. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const left = [...items]
  return items.map(() => left.splice(Math.floor(random() * left.length), 1)[0]!)
}

/** Every order of the items. */
export function* permutations<T>(items: readonly T[]): Iterable<T[]> {
  if (items.length < 2) yield [...items]
  for (const [n, first] of items.entries())
    if (items.length > 1) for (const rest of permutations(items.toSpliced(n, 1))) yield [first, ...rest]
}
