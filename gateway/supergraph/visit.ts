import { Answer, type ExecuteRequest, type Executor } from '../executor/index.ts'

type VisitRequest = Omit<ExecuteRequest, 'signal' | 'until'>

/**
 * One request's stay in a generation: from the moment its document is read until its last answer is out it asks this executor and no
 * other, since an AST, a plan and a schema belong together. Keeps the generation open until `end`.
 */
export class Visit {
  readonly executor: Executor
  private readonly controller = new AbortController()
  private readonly replaced: AbortSignal
  /** Begins another stay in the same generation, that lasts beyond this one. */
  readonly another: () => Visit
  private readonly onEnd: (visit: Visit) => void
  private readonly stopListening: () => void
  private expired = false

  /** `replaced` ends subscriptions. `signal` may be one that only passes for a signal, as that of the HTTP layer does. */
  constructor(
    executor: Executor,
    replaced: AbortSignal,
    signal: AbortSignal | undefined,
    { onEnd, another }: { onEnd: (visit: Visit) => void; another: () => Visit },
  ) {
    this.executor = executor
    this.replaced = replaced
    this.onEnd = onEnd
    this.another = another
    const abort = () => this.controller.abort(signal?.reason)
    if (signal?.aborted) abort()
    else signal?.addEventListener('abort', abort, { once: true })
    // A socket outlives its operations by far.
    this.stopListening = () => signal?.removeEventListener('abort', abort)
  }

  execute(request: VisitRequest): Promise<Answer> {
    return this.unlessExpired(this.executor.execute({ ...request, signal: this.controller.signal }))
  }

  subscribe(request: VisitRequest): Promise<Answer | AsyncGenerator<Answer, void, void>> {
    return this.unlessExpired(
      this.executor.subscribe({ ...request, signal: this.controller.signal, until: this.replaced }),
    )
  }

  /** Gives up what still runs. */
  expire(): void {
    this.expired = true
    this.controller.abort(new Error('The supergraph was replaced long ago.'))
  }

  /** May be called more than once. */
  end(): void {
    this.stopListening()
    this.onEnd(this)
  }

  private async unlessExpired<T>(work: Promise<T>): Promise<T | Answer> {
    try {
      return await work
    } catch (error) {
      if (!this.expired) throw error
      const message =
        'The graph was changed while this ran, and it has taken too long since. Send it again; a mutation may have had its effect.'
      return new Answer(null, [{ message, extensions: { code: 'UNAVAILABLE' } }])
    }
  }
}
