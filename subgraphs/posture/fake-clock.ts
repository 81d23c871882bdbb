import type { Clock } from './clock.ts'

/** A clock that goes when a test says so. */
export class FakeClock implements Clock {
  private at: number
  private readonly sleepers = new Set<{ until: number; wake: () => void }>()

  constructor(at: number) {
    this.at = at
  }

  now(): Date {
    return new Date(this.at)
  }

  /** How long the next sleeper still sleeps; null when nobody does. */
  get asleepFor(): number | null {
    const untils = [...this.sleepers].map(({ until }) => until)
    return untils.length ? Math.min(...untils) - this.at : null
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    await new Promise<void>(resolve => {
      const wake = () => resolve()
      const sleeper = { until: this.at + ms, wake }
      this.sleepers.add(sleeper)
      signal.addEventListener('abort', wake, { once: true })
    })
    for (const sleeper of this.sleepers) if (signal.aborted || sleeper.until <= this.at) this.sleepers.delete(sleeper)
  }

  /** Wakes whoever has slept enough. */
  advance(ms: number): void {
    this.at += ms
    for (const { until, wake } of this.sleepers) if (until <= this.at) wake()
  }
}
