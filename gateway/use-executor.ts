import { CATALOGUE } from '@casbah/kit'
import { GraphQLError, type ExecutionArgs, type GraphQLFormattedError } from 'graphql'
import { mapAsyncIterator, type Plugin } from 'graphql-yoga'
import { bearerOf, type Authentication } from './authentication.ts'
import { Answer, type ExecuteRequest } from './executor/index.ts'
import { QueueReader } from './live/queue-reader.ts'
import type { SharedRuns } from './live/shared-runs.ts'
import type { TokenWatch } from './live/token-watch.ts'
import { factsOf, visitOf } from './request-facts.ts'

/** What the HTTP layer is given: it takes the whole answer's text from `stringify`. */
export interface YogaResult {
  data?: unknown
  errors?: readonly GraphQLFormattedError[]
  extensions?: Readonly<Record<string, unknown>>
  /** Points of what is answered. */
  cost?: number
  stringify?: (result: Pick<YogaResult, 'errors' | 'extensions'>) => string
}

export interface ExecutorPluginOptions {
  authentication: Authentication | null
  runs: SharedRuns
  /** Null when authentication is off. */
  watch: TokenWatch | null
  mask(answer: Answer, requestId: string): Answer
}

/** Parsing, validation and execution by the request's own federation executor, whose cache knows every document by its text. */
export function useExecutor({ authentication, runs, watch, mask }: ExecutorPluginOptions): Plugin {
  const toRequest = ({ document, variableValues, operationName, contextValue }: ExecutionArgs): ExecuteRequest => {
    const { caller, timings } = factsOf((contextValue as { request: Request }).request)
    return {
      document,
      operationName: operationName ?? null,
      variables: variableValues ?? null,
      sign: caller && authentication ? () => authentication.sign(caller) : undefined,
      watch: timings,
    }
  }
  const visitFor = ({ contextValue }: ExecutionArgs) => visitOf((contextValue as { request: Request }).request)
  return {
    onParse({ context, setParseFn }) {
      const { executor } = visitOf(context.request)
      setParseFn((source: string | { body: string }) => {
        const begun = performance.now()
        const { ast } = executor.prepare(typeof source === 'string' ? source : source.body)
        factsOf(context.request).timings.prepared(performance.now() - begun)
        return ast
      })
    },
    onValidate({ context, params, setResult }) {
      setResult([...visitOf(context.request).executor.prepared(params.documentAST).errors])
    },
    onExecute({ setExecuteFn }) {
      setExecuteFn(async args => toYoga(await visitFor(args).execute(toRequest(args))))
    },
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(async args => {
        const { request } = args.contextValue as { request: Request }
        const { id, caller } = factsOf(request)
        const reader = new QueueReader()
        const bearer = bearerOf(request.headers.get('authorization'))
        if (caller && watch && bearer) reader.follow(caller, told => watch.watch(bearer, caller, told))
        const refusal = await runs.subscribe(reader, {
          visit: visitFor(args),
          request: toRequest(args),
          caller,
          mask: answer => mask(answer, id),
        })
        if (!refusal) return mapAsyncIterator(reader.answers, toYoga)
        await reader.answers.return()
        return toYoga(refusal)
      })
    },
  }
}

/** `data` is never read: it only says that there is some. */
const SOME_DATA = {}

function toYoga({ data, errors, cost, extensions }: Answer): YogaResult {
  if (data === null) return { errors: errors.map(refusal) }
  return {
    data: SOME_DATA,
    cost,
    ...(errors.length ? { errors: errors.map(withoutHttp) } : {}),
    ...(extensions ? { extensions } : {}),
    // Called with the errors as masked by then, and with the extensions that hooks have put in.
    stringify: result => bytes(new Answer(data, result.errors ?? [], cost, result.extensions ?? null).json),
  }
}

/**
 * The HTTP layer sends bytes as they are; a string it would measure, join to its headers, and encode into three times its length. Where it
 * wants text, as for events, it puts the bytes into a template, which makes text of them again.
 */
function bytes(text: string): string {
  return Buffer.from(text) as unknown as string
}

/** What a subgraph says in `extensions.http` is not for the answer's status and headers. */
function withoutHttp(error: GraphQLFormattedError): GraphQLFormattedError {
  if (!error.extensions || !('http' in error.extensions)) return error
  const { http: _, ...extensions } = error.extensions
  return { ...error, extensions }
}

/** An operation without an answer: 400 for what the client can mend, or 200 for clients of the older media type; 503 for what has no time. */
function refusal({ message, extensions }: GraphQLFormattedError): GraphQLError {
  const mendable = extensions?.code === 'BAD_USER_INPUT' || extensions?.code === 'OPERATION_RESOLUTION_FAILURE'
  const http = mendable
    ? { status: 400, spec: true }
    : extensions?.code === 'UNAVAILABLE'
      ? { status: CATALOGUE.UNAVAILABLE.status }
      : undefined
  return new GraphQLError(message, { extensions: { ...extensions, ...(http ? { http } : {}) } })
}
