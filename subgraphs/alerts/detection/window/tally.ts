import type { Bound } from './number-condition.ts'
import type { WindowStore } from './window-store.ts'

/** What is known of the hits of a window, kept up to date as the window slides: each hit costs the same when it enters and when it leaves. */
export interface Tally {
  /** `at`: where the hit's words begin. */
  add(store: WindowStore, at: number): void
  remove(store: WindowStore, at: number): void
  clear(): void
}

/** How many hits there are of each rule. */
export class RuleTally implements Tally {
  readonly counts: Uint32Array
  /** Rules with any hit. */
  seen = 0

  constructor(rules: number) {
    this.counts = new Uint32Array(rules)
  }

  add(store: WindowStore, at: number): void {
    if (this.counts[store.ruleAt(at)]!++ === 0) this.seen++
  }

  remove(store: WindowStore, at: number): void {
    if (--this.counts[store.ruleAt(at)]! === 0) this.seen--
  }

  clear(): void {
    this.counts.fill(0)
    this.seen = 0
  }
}

/** How many different values the hits have, and how many hits there are of each rule. */
export class DistinctTally extends RuleTally {
  private readonly values = new Map<number, number>()

  get distinct(): number {
    return this.values.size
  }

  override add(store: WindowStore, at: number): void {
    super.add(store, at)
    const value = store.digestAt(at)
    if (value !== 0) this.values.set(value, (this.values.get(value) ?? 0) + 1)
  }

  override remove(store: WindowStore, at: number): void {
    super.remove(store, at)
    const value = store.digestAt(at)
    if (value === 0) return
    const count = this.values.get(value)!
    if (count === 1) this.values.delete(value)
    else this.values.set(value, count - 1)
  }

  override clear(): void {
    super.clear()
    this.values.clear()
  }
}

const WORD = 2 ** 32
const PARTS = 1_000_000
const LARGEST = 2 ** 70

/**
 * The sum of numbers, to a millionth. It is kept in whole numbers, so that it is the same in whatever order they came and went;
 * numbers beyond 2^70 count as that.
 */
export class SumTally extends RuleTally {
  private high = 0
  private low = 0
  private parts = 0

  get sum(): number {
    const whole = this.high * WORD + this.low
    return Math.abs(whole) < 2 ** 32 ? (whole * PARTS + this.parts) / PARTS : whole + this.parts / PARTS
  }

  override add(store: WindowStore, at: number): void {
    super.add(store, at)
    this.take(store.numberAt(at), 1)
  }

  override remove(store: WindowStore, at: number): void {
    super.remove(store, at)
    this.take(store.numberAt(at), -1)
  }

  override clear(): void {
    super.clear()
    this.high = this.low = this.parts = 0
  }

  private take(value: number, sign: 1 | -1): void {
    const bounded = Math.min(Math.max(value, -LARGEST), LARGEST)
    const high = Math.floor(bounded / WORD)
    const rest = bounded - high * WORD
    const low = Math.floor(rest)
    this.high += sign * high
    this.low += sign * low
    this.parts += sign * Math.round((rest - low) * PARTS)
  }
}

/** How many numbers lie under and at each number that a percentile is compared with; tells the verdict without sorting. */
export class RankTally extends RuleTally {
  private readonly bounds: readonly Bound[]
  private readonly under: number[]
  private readonly upTo: number[]

  constructor(rules: number, bounds: readonly Bound[]) {
    super(rules)
    this.bounds = bounds
    this.under = this.bounds.map(() => 0)
    this.upTo = this.bounds.map(() => 0)
  }

  override add(store: WindowStore, at: number): void {
    super.add(store, at)
    this.take(store.numberAt(at), 1)
  }

  override remove(store: WindowStore, at: number): void {
    super.remove(store, at)
    this.take(store.numberAt(at), -1)
  }

  override clear(): void {
    super.clear()
    this.under.fill(0)
    this.upTo.fill(0)
  }

  /** Whether the number at a rank, from 1 in ascending order, meets the condition. */
  holdsAt(rank: number): boolean {
    return this.bounds.every(([operator], n) => {
      const isOver = this.upTo[n]! < rank
      const isUnder = this.under[n]! >= rank
      switch (operator) {
        case 'gt':
          return isOver
        case 'gte':
          return !isUnder
        case 'lt':
          return isUnder
        case 'lte':
          return !isOver
        case 'eq':
          return !isOver && !isUnder
        case 'neq':
          return isOver || isUnder
      }
    })
  }

  private take(value: number, sign: 1 | -1): void {
    this.bounds.forEach(([, bound], n) => {
      if (value < bound) this.under[n]! += sign
      if (value <= bound) this.upTo[n]! += sign
    })
  }
}
