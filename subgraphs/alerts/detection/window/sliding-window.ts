import type { Tally } from './tally.ts'
import type { WindowStore } from './window-store.ts'

/** A run of a key's hits with its tally. Moving it costs as much as hits enter and leave. */
export class SlidingWindow {
  readonly tally: Tally
  private readonly store: WindowStore
  private readonly slot: number
  private low = 0
  private high = 0

  constructor(store: WindowStore, slot: number, tally: Tally) {
    this.store = store
    this.slot = slot
    this.tally = tally
  }

  get size(): number {
    return this.high - this.low
  }

  /** To the hits from `low` on, before `high`. */
  moveTo(low: number, high: number): void {
    const moves = Math.abs(low - this.low) + Math.abs(high - this.high)
    if (low >= this.high || high <= this.low || moves > high - low) {
      this.tally.clear()
      this.low = this.high = low
    }
    while (this.low > low) this.add(--this.low)
    while (this.high < high) this.add(this.high++)
    while (this.low < low) this.remove(this.low++)
    while (this.high > high) this.remove(--this.high)
  }

  /** A hit was put in at a place. */
  inserted(index: number): void {
    if (index < this.low) {
      this.low++
      this.high++
    } else if (index < this.high) {
      this.high++
      this.add(index)
    }
  }

  /** The first hits are about to go. */
  dropping(many: number): void {
    while (this.low < Math.min(many, this.high)) this.remove(this.low++)
    this.low = Math.max(0, this.low - many)
    this.high = Math.max(0, this.high - many)
  }

  private add(index: number): void {
    this.tally.add(this.store, this.store.address(this.slot, index))
  }

  private remove(index: number): void {
    this.tally.remove(this.store, this.store.address(this.slot, index))
  }
}
