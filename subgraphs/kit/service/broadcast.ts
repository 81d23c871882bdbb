/** One message to a subscriber, with how many were dropped before it because he lagged. */
export interface Heard<T> {
  value: T
  skipped: number
}

/**
 * Publish and subscribe inside one process, a channel a tenant. Every subscriber has a bounded queue of his own: who lags loses the
 * oldest and is told how many; he costs the others nothing.
 */
export class Broadcast<T> {
  private readonly channels = new Map<string, Set<Subscriber<T>>>()

  publish(channel: string, value: T): void {
    for (const subscriber of this.channels.get(channel) ?? []) subscriber.offer(value)
  }

  /** Messages from now on, until the reader returns or the signal aborts. */
  async *follow(
    channel: string,
    options: { limit?: number; signal?: AbortSignal } = {},
  ): AsyncGenerator<Heard<T>, void, void> {
    const subscriber = new Subscriber<T>(options.limit ?? 1_000)
    const members = this.channels.get(channel) ?? new Set()
    members.add(subscriber)
    this.channels.set(channel, members)
    const end = () => subscriber.end()
    options.signal?.addEventListener('abort', end, { once: true })
    try {
      for (let heard = await subscriber.next(); heard; heard = await subscriber.next()) yield heard
    } finally {
      options.signal?.removeEventListener('abort', end)
      members.delete(subscriber)
      if (!members.size) this.channels.delete(channel)
    }
  }
}

class Subscriber<T> {
  private readonly queue: T[] = []
  private skipped = 0
  private ended = false
  private wake: (() => void) | null = null
  private readonly limit: number

  constructor(limit: number) {
    this.limit = limit
  }

  offer(value: T): void {
    if (this.queue.push(value) > this.limit) {
      this.queue.shift()
      this.skipped++
    }
    this.wake?.()
  }

  end(): void {
    this.ended = true
    this.wake?.()
  }

  async next(): Promise<Heard<T> | null> {
    while (!this.queue.length && !this.ended) await new Promise<void>(resolve => (this.wake = resolve))
    if (!this.queue.length) return null
    const heard = { value: this.queue.shift()!, skipped: this.skipped }
    this.skipped = 0
    return heard
  }
}
