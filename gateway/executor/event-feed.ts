import { SubgraphFailure, type SubgraphResult } from './transport.ts'

/** Events of one subscription that wait for their reader, at most so many. */
export class EventFeed implements AsyncIterator<SubgraphResult> {
  private readonly waiting: SubgraphResult[] = []
  private end: { failure: SubgraphFailure | null } | null = null
  private wake: (() => void) | null = null
  private readonly limit: number
  private readonly onEnd: () => void

  /** `onEnd` is called once, whoever ends it. */
  constructor(limit: number, onEnd: () => void) {
    this.limit = limit
    this.onEnd = onEnd
  }

  /** Why it ended, when it did not end well. */
  get failure(): SubgraphFailure | null {
    return this.end?.failure ?? null
  }

  push(event: SubgraphResult): void {
    if (this.end) return
    this.waiting.push(event)
    // What waits is still read; then the source is subscribed to again, from the last cursor where there is one.
    if (this.waiting.length >= this.limit)
      this.fail(new SubgraphFailure(`sent ${this.limit} events more than were read.`, { alive: true }))
    this.wake?.()
  }

  complete(): void {
    this.finish(null)
  }

  fail(failure: SubgraphFailure): void {
    this.finish(failure)
  }

  async next(): Promise<IteratorResult<SubgraphResult>> {
    for (;;) {
      const value = this.waiting.shift()
      if (value) return { done: false, value }
      if (this.end?.failure) throw this.end.failure
      if (this.end) return { done: true, value: undefined }
      await new Promise<void>(resolve => (this.wake = resolve))
      this.wake = null
    }
  }

  async return(): Promise<IteratorResult<SubgraphResult>> {
    this.waiting.length = 0
    this.finish(null)
    return { done: true, value: undefined }
  }

  private finish(failure: SubgraphFailure | null): void {
    if (this.end) return
    this.end = { failure }
    this.onEnd()
    this.wake?.()
  }
}
