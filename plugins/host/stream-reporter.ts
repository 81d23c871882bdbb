import type { Limiter } from './limiter.ts'
import type { HostProblem, HostStore, StreamStatus } from './ports.ts'

const WORST_FIRST = ['FAILED', 'THROTTLED', 'RUNNING', 'PAUSED', 'IDLE'] as const
/** What is left of the limit is told anew this often while nothing else changes. */
const REFRESH_MS = 30_000

/** Tells the store how a stream fares: the worst of its parts, and only when it changes. */
export class StreamReporter {
  readonly #store: HostStore
  readonly #limiter: Limiter
  readonly #app: string
  readonly #stream: string
  readonly #parts = new Map<string, { state: StreamStatus['state']; error: HostProblem | null }>()
  #told = ''
  #toldAt = -Infinity

  constructor(store: HostStore, limiter: Limiter, app: string, stream: string) {
    this.#store = store
    this.#limiter = limiter
    this.#app = app
    this.#stream = stream
  }

  async set(part: string, state: StreamStatus['state'], error: HostProblem | null, now: number): Promise<void> {
    this.#parts.set(part, { state, error })
    const worst = WORST_FIRST.map(one => [...this.#parts.values()].find(other => other.state === one)).find(Boolean)
    const status: StreamStatus = {
      app: this.#app,
      stream: this.#stream,
      state: worst?.state ?? state,
      error: worst?.error ?? null,
      rateLimit: this.#limiter.state,
    }
    const told = JSON.stringify([status.state, status.error])
    if (told === this.#told && now - this.#toldAt < REFRESH_MS) return
    this.#told = told
    this.#toldAt = now
    await this.#store.status(status)
  }
}
