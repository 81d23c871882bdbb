import { GraphQLError, type ExecutionArgs, type GraphQLFormattedError } from 'graphql'
import { mapAsyncIterator, type Plugin } from 'graphql-yoga'
import type { Authentication } from './authentication.ts'
import { Answer, type ExecuteRequest, type Executor } from './executor/index.ts'
import { factsOf } from './request-facts.ts'

/** What the HTTP layer is given: it takes the whole answer's text from `stringify`. */
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
    const { caller } = factsOf(request)
    return {
      document,
      operationName: operationName ?? null,
      variables: variableValues ?? null,
      sign: caller && authentication ? () => authentication.sign(caller) : undefined,
      signal: nativeSignal(request.signal),
    }
  }
  return {
    onParse({ setParseFn }) {
      setParseFn(
        (source: string | { body: string }) => executor.prepare(typeof source === 'string' ? source : source.body).ast,
      )
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
    ...(errors.length ? { errors } : {}),
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

/** An operation that did not run: 400 for what the client can mend, or 200 for clients of the older media type. */
function refusal({ message, extensions }: GraphQLFormattedError): GraphQLError {
  const mendable = extensions?.code === 'BAD_USER_INPUT' || extensions?.code === 'OPERATION_RESOLUTION_FAILURE'
  return new GraphQLError(message, {
    extensions: { ...extensions, ...(mendable ? { http: { status: 400, spec: true } } : {}) },
  })
}
