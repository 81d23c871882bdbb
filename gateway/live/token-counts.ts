/** How many connections each token has. */
export class TokenCounts {
  private readonly counts = new Map<string, number>()
  private readonly most: number

  constructor(most: number) {
    this.most = most
  }

  /** Counts one more; the function that it returns takes it off, once. Null when there are as many as may be. */
  enter(bearer: string): (() => void) | null {
    const count = this.counts.get(bearer) ?? 0
    if (count >= this.most) return null
    this.counts.set(bearer, count + 1)
    let isIn = true
    return () => {
      if (!isIn) return
      isIn = false
      const left = this.counts.get(bearer)! - 1
      if (left > 0) this.counts.set(bearer, left)
      else this.counts.delete(bearer)
    }
  }
}
