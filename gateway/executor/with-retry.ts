import { setTimeout as sleep } from 'node:timers/promises'
import { SubgraphFailure, type FetchContext, type SubgraphFetch, type Transport } from './transport.ts'

export interface RetryOptions {
  /** How often a fetch is sent again; default 2. */
  times?: number
  /** Longest wait before the first repetition, which is at a random moment within; doubles each time. Default 50 ms. */
  waitMs?: number
  random?: () => number
}

/**
 * Sends again what got no answer at all: queries, and of mutations those that were never sent. What has begun to be answered is not
 * repeated. A time-out is not either: who waited that long must not wait twice.
 */
export function withRetry(transport: Transport, options: RetryOptions = {}): Transport {
  const { times = 2, waitMs = 50, random = Math.random } = options

  async function again(error: unknown, fetch: SubgraphFetch, context: FetchContext) {
    let failure = error
    for (let n = 0; n < times && mayRepeat(failure, fetch); n++) {
      await sleep(random() * waitMs * 2 ** n, undefined, context.signal ? { signal: context.signal } : {}).catch(() =>
        context.signal?.throwIfAborted(),
      )
      try {
        return await transport.execute(fetch, context)
      } catch (next) {
        failure = next
      }
    }
    throw failure
  }

  return {
    execute: (fetch, context) => transport.execute(fetch, context).catch(error => again(error, fetch, context)),
    subscribe: (fetch, context) => transport.subscribe(fetch, context),
    close: () => transport.close(),
  }
}

function mayRepeat(failure: unknown, fetch: SubgraphFetch): boolean {
  if (!(failure instanceof SubgraphFailure)) return false
  return failure.notSent || (failure.unanswered && fetch.kind === 'query')
}
