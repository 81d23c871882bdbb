import { Answer } from './answer.ts'
import type { Data } from './data.ts'
import { failureError } from './errors.ts'
import type { SubgraphOperation } from './operation.ts'
import { SubgraphFailure, type SubgraphResult, type Transport } from './transport.ts'

export interface EventSource {
  operation: SubgraphOperation
  variables: Data
  request: { sign?: (() => Promise<string>) | undefined; signal?: AbortSignal | undefined }
  transports: ReadonlyMap<string, Transport>
  /** Joins the rest of the plan to one event. */
  answer(event: SubgraphResult, signal: AbortSignal): Promise<Answer>
}

/**
 * Subscribes at the subgraph. The next event is asked for when the last was taken, so a slow reader slows its source.
 * `return()` ends it at once, also while an event is being waited for, which a generator function could not.
 */
export async function openEvents(source: EventSource): Promise<Answer | AsyncGenerator<Answer, void, void>> {
  const { operation, request, variables } = source
  const stop = new AbortController()
  const { signal } = stop
  // By hand and not by AbortSignal.any: the outer signal may live as long as the process.
  const stopWithRequest = () => stop.abort(request.signal?.reason)
  if (request.signal?.aborted) stopWithRequest()
  else request.signal?.addEventListener('abort', stopWithRequest, { once: true })
  signal.addEventListener('abort', () => request.signal?.removeEventListener('abort', stopWithRequest), { once: true })
  let events: AsyncIterator<SubgraphResult>
  try {
    const transport = source.transports.get(operation.subgraph)
    if (!transport) throw new SubgraphFailure('is not connected to this gateway.')
    events = await transport.subscribe(operation.fetch(variables), { signedCaller: await request.sign?.(), signal })
  } catch (error) {
    stop.abort()
    return new Answer(null, [failureError(operation.subgraph, error, [])])
  }
  const stopped = new Promise<null>(resolve => {
    if (signal.aborted) resolve(null)
    else signal.addEventListener('abort', () => resolve(null), { once: true })
  })
  const end = (): IteratorResult<Answer, void> => {
    stop.abort()
    return { done: true, value: undefined }
  }

  async function next(): Promise<IteratorResult<Answer, void>> {
    if (signal.aborted) return end()
    try {
      const event = await Promise.race([events.next(), stopped])
      if (event === null || event.done) return end()
      return { done: false, value: await source.answer(event.value, signal) }
    } catch (error) {
      if (signal.aborted) return end()
      // The source broke: said once, then the end, so that the client subscribes again from its cursor.
      stop.abort()
      return { done: false, value: new Answer('null', [failureError(operation.subgraph, error, [])]) }
    }
  }

  const answers: AsyncGenerator<Answer, void, void> = {
    next,
    return: async () => end(),
    throw: async error => {
      end()
      throw error
    },
    [Symbol.asyncIterator]: () => answers,
    [Symbol.asyncDispose]: async () => void end(),
  }
  return answers
}
