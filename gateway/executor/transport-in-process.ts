import type { Handle, SubgraphAnswer } from '@casbah/kit'
import type { ExecutionResult } from 'graphql'
import { deadline } from './deadline.ts'
import { orAborted } from './or-aborted.ts'
import { readResult } from './subgraph-result.ts'
import { NOTHING, SubgraphFailure, type SubgraphResult, type Transport } from './transport.ts'

export interface InProcessTransportOptions {
  /** Whole time for an answer; default 30,000. */
  timeoutMs?: number
}

/** The way to a subgraph in this process: the same `handle` that its HTTP server mounts. */
export function inProcessTransport(handle: Handle, { timeoutMs = 30_000 }: InProcessTransportOptions = {}): Transport {
  const ask = async (...args: Parameters<Handle>): Promise<SubgraphAnswer> => {
    try {
      return await handle(...args)
    } catch (error) {
      args[2]?.throwIfAborted()
      throw new SubgraphFailure('failed.', { cause: error })
    }
  }
  return {
    async execute(fetch, { signedCaller, signal }) {
      const { query, operationName } = fetch
      const limit = deadline(timeoutMs, signal)
      let answer: SubgraphAnswer
      try {
        // A subgraph that does not heed the signal must not keep the request waiting.
        answer = await orAborted(
          ask({ query, operationName, variables: fetch.variables() }, signedCaller, limit.signal),
          limit.signal,
        )
      } catch (error) {
        signal?.throwIfAborted()
        if (limit.passed) throw new SubgraphFailure(`did not answer within ${timeoutMs / 1000} s.`, { cause: error })
        throw error
      } finally {
        limit.clear()
      }
      if (isEvents(answer)) throw new SubgraphFailure('answered with events where one answer was wanted.')
      return toResult(answer)
    },
    async subscribe(fetch, { signedCaller, signal }) {
      const { query, operationName } = fetch
      const answer = await ask({ query, operationName, variables: fetch.variables() }, signedCaller, signal)
      if (!isEvents(answer)) return once(toResult(answer))
      const stop = () => void answer.return()
      signal?.addEventListener('abort', stop, { once: true })
      return {
        async next() {
          let event: IteratorResult<ExecutionResult, void>
          try {
            event = await answer.next()
          } catch (error) {
            signal?.removeEventListener('abort', stop)
            throw new SubgraphFailure('broke off the subscription.', { cause: error })
          }
          if (!event.done) return { done: false, value: readResult(event.value) ?? NOTHING }
          signal?.removeEventListener('abort', stop)
          return { done: true, value: undefined }
        },
        async return() {
          stop()
          return { done: true, value: undefined }
        },
      }
    },
    close: async () => {},
  }
}

function isEvents(answer: SubgraphAnswer): answer is AsyncGenerator<ExecutionResult, void, void> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer
}

function toResult(answer: unknown): SubgraphResult {
  const result = readResult(answer)
  if (!result) throw new SubgraphFailure('answered with something that is not GraphQL.')
  return result
}

async function* once<T>(value: T): AsyncGenerator<T, void, void> {
  yield value
}
