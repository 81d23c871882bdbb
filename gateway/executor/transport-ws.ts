import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import {
  CALLER_HEADER,
  SubgraphFailure,
  type FetchContext,
  type SubgraphFetch,
  type SubgraphResult,
} from './transport.ts'

/**
 * A subscription at a subgraph over graphql-ws. It has a socket of its own, because a socket carries one signed caller.
 * Rejects never at the start: a source that cannot be reached shows at the first event.
 */
export async function subscribeOverWs(
  url: string,
  fetch: SubgraphFetch,
  { signedCaller, signal }: FetchContext,
): Promise<AsyncIterator<SubgraphResult>> {
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: signedCaller === undefined ? {} : { [CALLER_HEADER]: signedCaller },
  })
  const { query, operationName } = fetch
  const events = client.iterate<SubgraphResult['data'] & object>({
    query,
    variables: fetch.variables(),
    ...(operationName === undefined ? {} : { operationName }),
  })
  const stop = () => void Promise.resolve(events.return?.()).finally(() => client.dispose())
  signal?.addEventListener('abort', stop, { once: true })
  return {
    async next() {
      try {
        const event = await events.next()
        if (!event.done) return { done: false, value: event.value as SubgraphResult }
        signal?.removeEventListener('abort', stop)
        await client.dispose()
        return { done: true, value: undefined }
      } catch (error) {
        await client.dispose()
        // A list of errors is the subgraph's own refusal; anything else is a broken connection.
        if (Array.isArray(error)) return refusal(error as NonNullable<SubgraphResult['errors']>)
        throw new SubgraphFailure(
          'broke off the subscription. Subscribe again, from the last cursor where there is one.',
          { cause: error },
        )
      }
    },
    async return() {
      stop()
      return { done: true, value: undefined }
    },
  }
}

function refusal(errors: NonNullable<SubgraphResult['errors']>): IteratorResult<SubgraphResult> {
  return { done: false, value: { data: null, errors } }
}
