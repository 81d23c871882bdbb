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
  /** Headers that tie the fetch to a trace, where it goes over HTTP. */
  traceHeaders?: Readonly<Record<string, string>>
}

export interface SubgraphResult {
  data?: Data | null | undefined
  errors?: readonly GraphQLFormattedError[] | undefined
  /** Events that the source left out before this one, since they came too fast. */
  skipped?: number
}

/** Taken in the place of an event that is no result. */
export const NOTHING: SubgraphResult = { data: null }

/** Carries the signed caller: a header of requests, an extension of subscriptions over graphql-ws. */
export const CALLER_HEADER = 'x-casbah-caller'

/** A way to one subgraph. Results may be changed by who gets them. */
export interface Transport {
  /** Rejects with SubgraphFailure, or with the signal's reason when the request was given up. */
  execute(fetch: SubgraphFetch, context: FetchContext): Promise<SubgraphResult>
  /** Events one by one. Aborting the signal ends it; so does `return()`. */
  subscribe(fetch: SubgraphFetch, context: FetchContext): Promise<AsyncIterator<SubgraphResult>>
  close(): Promise<void>
}

interface FailureFacts {
  cause?: unknown
  /** The request cannot have had an effect: whatever it was, it may be sent again. */
  notSent?: boolean
  /** Nothing of an answer came: what has no effects may be sent again. */
  unanswered?: boolean
  /** The subgraph is there; only this request failed, such as by an answer that is too long. */
  alive?: boolean
}

/** The subgraph did not answer, or not with GraphQL. The sentence completes "The subgraph X …". */
export class SubgraphFailure extends Error {
  readonly notSent: boolean
  readonly unanswered: boolean
  readonly alive: boolean
  constructor(sentence: string, { cause, notSent = false, unanswered = notSent, alive = false }: FailureFacts = {}) {
    super(sentence, { cause })
    this.name = 'SubgraphFailure'
    this.notSent = notSent
    this.unanswered = unanswered
    this.alive = alive
  }
}
