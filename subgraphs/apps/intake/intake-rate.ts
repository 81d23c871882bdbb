/** Apps that are known at a time; of more the one that was quiet longest is forgotten. */
const MOST = 10_000

/** Lets so many requests a second of each app through, and a burst. */
export class IntakeRate {
  private readonly perSecond: number
  private readonly burst: number
  private readonly now: () => number
  private readonly apps = new Map<string, { left: number; at: number }>()

  constructor({ perSecond = 50, burst = 500, now = Date.now } = {}) {
    this.perSecond = perSecond
    this.burst = burst
    this.now = now
  }

  /** Whether one more may come in now. */
  admits(app: string): boolean {
    const now = this.now()
    const { left, at } = this.apps.get(app) ?? { left: this.burst, at: now }
    const filled = Math.min(this.burst, left + ((now - at) / 1000) * this.perSecond)
    this.apps.delete(app)
    const admitted = filled >= 1
    this.apps.set(app, { left: admitted ? filled - 1 : filled, at: now })
    if (this.apps.size > MOST) this.apps.delete(this.apps.keys().next().value!)
    return admitted
  }
}
