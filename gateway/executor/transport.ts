import type { GraphQLFormattedError } from 'graphql'
import type { Data } from './data.ts'

/** What one subgraph is asked. Variables come as values and as text, because each way in needs one of them only. */
export interface SubgraphFetch {
  kind: 'query' | 'mutation' | 'subscription'
  query: string
  operationName: string | undefined
  variables(): Data
  /** The whole request as JSON text. */
  body(): string
}

export interface FetchContext {
  /** Who asks, signed for this hop; undefined where subgraphs want no signature. */
  signedCaller: string | undefined
  signal: AbortSignal | undefined
}

export interface SubgraphResult {
  data?: Data | null | undefined
  errors?: readonly GraphQLFormattedError[] | undefined
}

/** Carries the signed caller: a header of requests, a connection parameter of graphql-ws. */
export const CALLER_HEADER = 'x-casbah-caller'

/** A way to one subgraph. Results may be changed by who gets them. */
export interface Transport {
  /** Rejects with SubgraphFailure, or with the signal's reason when the request was given up. */
  execute(fetch: SubgraphFetch, context: FetchContext): Promise<SubgraphResult>
  /** Events one by one. Aborting the signal ends it; so does `return()`. */
  subscribe(fetch: SubgraphFetch, context: FetchContext): Promise<AsyncIterator<SubgraphResult>>
  close(): Promise<void>
}

/** The subgraph did not answer, or not with GraphQL. The sentence completes "The subgraph X …". */
export class SubgraphFailure extends Error {
  /** Whether the request cannot have had an effect, so that it may be sent again. */
  readonly notSent: boolean
  constructor(sentence: string, options: { cause?: unknown; notSent?: boolean } = {}) {
    super(sentence, { cause: options.cause })
    this.name = 'SubgraphFailure'
    this.notSent = options.notSent ?? false
  }
}
