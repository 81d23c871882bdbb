/** Numbers below a bound, the same ones for a seed. */
export function random(seed: number): (bound: number) => number {
  let state = Math.imul(seed, 0x9e3779b1)
  return bound => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound
  }
}
