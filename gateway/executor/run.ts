import type { GraphQLFormattedError } from 'graphql'
import type { Data } from './data.ts'
import { failureError } from './errors.ts'
import type { SubgraphOperation } from './operation.ts'
import { SubgraphFailure, type SubgraphFetch, type SubgraphResult, type Transport } from './transport.ts'

/** One fetch that has ended; those given up by the client are not told of. */
export interface FetchEnd {
  subgraph: string
  /** Until the answer was read, or the subgraph given up. */
  seconds: number
  /** Why there is no answer; undefined when there is one. */
  failure?: unknown
}

/** Told of every fetch, for metrics and the log. */
export type OnFetch = (fetch: FetchEnd) => void

/** Told of one operation's parts while it runs, for whoever asked for it. */
export interface Watch {
  /** It is understood and planned, or refused; the milliseconds that took. */
  prepared(ms: number): void
  fetched(fetch: FetchEnd): void
}

/** One operation under way, or one event of a subscription. */
export interface Run {
  data: Data
  errors: GraphQLFormattedError[]
  /** The client's variables, coerced. */
  variables: Data
  signedCaller: string | undefined
  signal: AbortSignal | undefined
  transports: ReadonlyMap<string, Transport>
  onFetch: OnFetch | undefined
}

/**
 * Sends one fetch. A subgraph that fails gives null and an entry in `errors`, and the rest of the answer stands; only a request
 * that was given up rejects.
 */
export async function send(
  run: Run,
  operation: SubgraphOperation,
  fetch: SubgraphFetch,
  path: () => (string | number)[],
): Promise<SubgraphResult | null> {
  const { subgraph } = operation
  run.signal?.throwIfAborted()
  const started = performance.now()
  const report = (failure?: unknown) =>
    run.onFetch?.({ subgraph, seconds: (performance.now() - started) / 1000, failure })
  try {
    const transport = run.transports.get(subgraph)
    if (!transport) throw new SubgraphFailure('is not connected to this gateway.', { notSent: true })
    const result = await transport.execute(fetch, { signedCaller: run.signedCaller, signal: run.signal })
    report()
    return result
  } catch (error) {
    run.signal?.throwIfAborted()
    report(error)
    run.errors.push(failureError(subgraph, error, path()))
    return null
  }
}
