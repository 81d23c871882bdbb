import { SubgraphFailure, type Transport } from './transport.ts'

export interface CircuitBreakerOptions {
  /** Failures in a row after which nobody is let through; default 10. */
  failures?: number
  /** How long that lasts, until one request is let through to try; default 5,000 ms. */
  openMs?: number
  /** Told when it opens and when it closes again. */
  onChange?: (open: boolean) => void
  /** Milliseconds, for tests. */
  now?: () => number
}

/**
 * Spares a subgraph that is down the requests, and clients the wait for it: after some failures in a row it refuses at once,
 * later lets one request try, and lets all through again when that succeeds. Errors inside an answer are no failures.
 */
export function withCircuitBreaker(transport: Transport, options: CircuitBreakerOptions = {}): Transport {
  const { failures: limit = 10, openMs = 5_000, onChange, now = () => performance.now() } = options
  let failures = 0
  /** When the next request may try; null while closed. */
  let retryAt: number | null = null
  let trying = false

  function succeeded(): void {
    failures = 0
    if (retryAt === null) return
    retryAt = null
    onChange?.(false)
  }

  function failed(): void {
    if (++failures < limit) return
    const opens = retryAt === null
    retryAt = now() + openMs
    if (opens) onChange?.(true)
  }

  async function guard<T>(send: () => Promise<T>): Promise<T> {
    const probing = retryAt !== null
    if (probing) {
      if (trying || now() < retryAt!)
        throw new SubgraphFailure(
          `has failed ${limit} times in a row and is not asked at the moment. Try again in ${Math.ceil(openMs / 1000)} s.`,
          { alive: true },
        )
      trying = true
    }
    try {
      const result = await send()
      succeeded()
      return result
    } catch (error) {
      // A request that its client gave up says nothing of the subgraph.
      if (error instanceof SubgraphFailure) {
        if (error.alive) succeeded()
        else failed()
      }
      throw error
    } finally {
      if (probing) trying = false
    }
  }

  return {
    execute: (fetch, context) => guard(() => transport.execute(fetch, context)),
    subscribe: (fetch, context) => guard(() => transport.subscribe(fetch, context)),
    close: () => transport.close(),
  }
}
