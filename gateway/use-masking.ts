import { CATALOGUE, type Logger } from '@casbah/kit'
import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql'
import { isAsyncIterable, mapAsyncIterator, type Plugin } from 'graphql-yoga'
import type { Answer } from './executor/index.ts'
import type { Metrics } from './metrics.ts'
import { factsOf } from './request-facts.ts'

/** Codes that say what is wrong with the request itself. */
const ABOUT_THE_REQUEST = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'DOCUMENT_NOT_TRUSTED',
])

/**
 * The one place that decides what the outside sees of an error: what has a code of the catalogue, and what is wrong with the
 * request. Everything else becomes INTERNAL with the request id, under which the log has the whole of it. What passes is counted by code.
 */
export function maskError<E extends GraphQLFormattedError | GraphQLError>(
  error: E,
  requestId: string,
  logger: Logger,
  metrics: Metrics,
): E | GraphQLError {
  const seen = seenOutside(error, requestId, logger)
  metrics.error(seen.extensions!.code as string)
  return seen
}

function seenOutside<E extends GraphQLFormattedError | GraphQLError>(
  error: E,
  requestId: string,
  logger: Logger,
): E | GraphQLError {
  const code = error.extensions?.code
  if (code === 'INTERNAL') return internal(error, requestId)
  if (typeof code === 'string' && (Object.hasOwn(CATALOGUE, code) || ABOUT_THE_REQUEST.has(code))) return error
  // The HTTP layer's own refusals carry a status and no code.
  if (
    error instanceof GraphQLError &&
    !error.originalError &&
    (error.extensions.http as { status?: number } | undefined)?.status
  ) {
    error.extensions.code = 'BAD_REQUEST'
    return error
  }
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : null
  logger.error(
    { requestId, error: error.message, stack: cause?.stack, path: error.path, extensions: error.extensions },
    'operation failed',
  )
  return internal(error, requestId)
}

function internal(error: GraphQLFormattedError | GraphQLError, requestId: string): GraphQLError {
  return new GraphQLError(
    'Something went wrong on our side. Try again; if it stays, give the operator the request id.',
    {
      ...(error.path ? { path: error.path } : {}),
      extensions: { code: 'INTERNAL', requestId },
    },
  )
}

/** The same of a whole answer. */
export function maskAnswer(answer: Answer, requestId: string, logger: Logger, metrics: Metrics): Answer {
  if (!answer.errors.length) return answer
  return answer.withErrors(answer.errors.map(error => maskError(error, requestId, logger, metrics)))
}

/** Masks whatever leaves over HTTP: results, refusals, events. */
export function useMasking(logger: Logger, metrics: Metrics): Plugin {
  const mask = (result: ExecutionResult, requestId: string): ExecutionResult =>
    result.errors?.length
      ? {
          ...result,
          errors: result.errors.map(error => overHttp(result, maskError(error, requestId, logger, metrics))),
        }
      : result
  return {
    onResultProcess({ request, result, setResult }) {
      const { id } = factsOf(request)
      if (isAsyncIterable(result))
        setResult(mapAsyncIterator(result as AsyncIterable<ExecutionResult>, event => mask(event, id)))
      else if (!Array.isArray(result)) setResult(mask(result as ExecutionResult, id))
    },
  }
}

/** What failed by our fault before it had data answers 500, whatever the media type. */
function overHttp(result: ExecutionResult, error: GraphQLFormattedError | GraphQLError): GraphQLError {
  if (result.data === undefined && error.extensions?.code === 'INTERNAL' && error instanceof GraphQLError)
    error.extensions.http = { status: CATALOGUE.INTERNAL.status }
  return error as GraphQLError
}
