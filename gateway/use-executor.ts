import { GraphQLError, type ExecutionArgs, type GraphQLFormattedError } from 'graphql'
import { mapAsyncIterator, type Plugin } from 'graphql-yoga'
import type { Authentication } from './authentication.ts'
import { Answer, type ExecuteRequest, type Executor } from './executor/index.ts'
import { factsOf } from './request-facts.ts'

/** What the HTTP layer is given: `stringify` puts the data's JSON text in as it is. */
export interface YogaResult {
  data?: unknown
  errors?: readonly GraphQLFormattedError[]
  extensions?: Readonly<Record<string, unknown>>
  /** Points of what is answered. */
  cost?: number
  stringify?: (result: Pick<YogaResult, 'errors' | 'extensions'>) => string
}

/** Parsing, validation and execution by the federation executor, whose cache knows every document by its text. */
export function useExecutor(executor: Executor, authentication: Authentication | null): Plugin {
  const toRequest = ({ document, variableValues, operationName, contextValue }: ExecutionArgs): ExecuteRequest => {
    const { request } = contextValue as { request: Request }
    const { caller, timings } = factsOf(request)
    return {
      document,
      operationName: operationName ?? null,
      variables: variableValues ?? null,
      sign: caller && authentication ? () => authentication.sign(caller) : undefined,
      signal: nativeSignal(request.signal),
      watch: timings,
    }
  }
  return {
    onParse({ context, setParseFn }) {
      setParseFn((source: string | { body: string }) => {
        const begun = performance.now()
        const { ast } = executor.prepare(typeof source === 'string' ? source : source.body)
        factsOf(context.request).timings.prepared(performance.now() - begun)
        return ast
      })
    },
    onValidate({ params, setResult }) {
      setResult([...executor.prepared(params.documentAST).errors])
    },
    onExecute({ setExecuteFn }) {
      setExecuteFn(async args => toYoga(await executor.execute(toRequest(args))))
    },
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(async args => {
        const answers = await executor.subscribe(toRequest(args))
        return answers instanceof Answer ? toYoga(answers) : mapAsyncIterator(answers, toYoga)
      })
    },
  }
}

/** The HTTP layer's signal is a proxy that passes for a signal; `AbortSignal.any` and undici want a real one. */
function nativeSignal(signal: AbortSignal): AbortSignal {
  const controller = new AbortController()
  const abort = () => controller.abort(signal.reason)
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  return controller.signal
}

/** `data` is never read: it only says that there is some. */
const SOME_DATA = {}

function toYoga({ data, errors, cost }: Answer): YogaResult {
  if (data === null) return { errors: errors.map(refusal) }
  return {
    data: SOME_DATA,
    cost,
    ...(errors.length ? { errors: errors.map(withoutHttp) } : {}),
    // Called with the errors as masked by then, and with the extensions that hooks have put in.
    stringify: result => new Answer(data, result.errors ?? [], cost, result.extensions ?? null).json,
  }
}

/** What a subgraph says in `extensions.http` is not for the answer's status and headers. */
function withoutHttp(error: GraphQLFormattedError): GraphQLFormattedError {
  if (!error.extensions || !('http' in error.extensions)) return error
  const { http: _, ...extensions } = error.extensions
  return { ...error, extensions }
}

/** An operation that did not run: 400 for what the client can mend, or 200 for clients of the older media type. */
function refusal({ message, extensions }: GraphQLFormattedError): GraphQLError {
  const mendable = extensions?.code === 'BAD_USER_INPUT' || extensions?.code === 'OPERATION_RESOLUTION_FAILURE'
  return new GraphQLError(message, {
    extensions: { ...extensions, ...(mendable ? { http: { status: 400, spec: true } } : {}) },
  })
}
