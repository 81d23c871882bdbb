import type { Handle, SubgraphAnswer } from '@casbah/kit'
import type { ExecutionResult } from 'graphql'
import { orAborted } from './or-aborted.ts'
import { SubgraphFailure, type SubgraphResult, type Transport } from './transport.ts'

/** The way to a subgraph in this process: the same `handle` that its HTTP server mounts. */
export function inProcessTransport(handle: Handle): Transport {
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
      // A subgraph that does not heed the signal must not keep the request waiting.
      const answer = await orAborted(
        ask({ query, operationName, variables: fetch.variables() }, signedCaller, signal),
        signal,
      )
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
          if (!event.done) return { done: false, value: toResult(event.value) }
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
  return Symbol.asyncIterator in answer
}

function toResult(result: ExecutionResult): SubgraphResult {
  return {
    data: result.data,
    errors: result.errors?.map(error => (typeof error.toJSON === 'function' ? error.toJSON() : error)),
  }
}

async function* once<T>(value: T): AsyncGenerator<T, void, void> {
  yield value
}
