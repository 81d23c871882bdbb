import { ApolloServer } from '@apollo/server'
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import {
  GraphQLError,
  parse,
  subscribe,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql'
import type { Database } from '../db/database.ts'
import { CasbahError } from '../errors.ts'
import type { Cursors } from '../graphql/cursor.ts'
import { scopesLacking } from '../graphql/scopes.ts'
import type { Logger } from '../logger.ts'
import { verifyCaller, type Caller } from './caller.ts'
import { Context } from './context.ts'
import type { Handle, SubgraphAnswer, SubgraphRequest } from './handle.ts'

export interface SubgraphOptions {
  name: string
  schema: GraphQLSchema
  db: Database
  cursors: Cursors
  /** Key that the gateway signs callers with. */
  contextKey: Uint8Array
  logger: Logger
  /** Objects that resolvers find by class, as `context.instance(Class)`. */
  instances?: readonly object[]
}

/** A transaction that events of a subscription share stays open for so long between two of them. */
const PAUSE_MS = 100

/** Makes a subgraph's one way in: who calls, may he, execute, mask. */
export async function serveSubgraph(options: SubgraphOptions): Promise<{ handle: Handle; close(): Promise<void> }> {
  const { schema, contextKey } = options
  const documents = new Documents(schema)
  const server = new ApolloServer<Context>({
    schema,
    introspection: true,
    plugins: [ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginUsageReportingDisabled()],
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    formatError: (formatted, error) => mask(formatted, error, options),
  })
  await server.start()

  const handle: Handle = async (request, signedCaller, signal) => {
    try {
      const caller = await verifyCaller(signedCaller, contextKey)
      const document = documents.get(request.query)
      const lacking = scopesLacking(schema, document, caller.scopes)
      if (lacking.length)
        throw new CasbahError(
          'FORBIDDEN',
          `The token lacks ${lacking.join(', ')}. Use a token that has ${lacking.length > 1 ? 'them' : 'it'}.`,
          { scopes: lacking },
        )
      return isSubscription(document, request.operationName)
        ? await live(document, request, caller, signal)
        : await once(request, caller)
    } catch (error) {
      return {
        errors: [mask((error as GraphQLError).toJSON?.() ?? { message: '' }, error, options)],
      } as unknown as ExecutionResult
    }
  }

  async function once(request: SubgraphRequest, caller: Caller): Promise<ExecutionResult> {
    const context = new Context(caller, options.db, options.cursors, options.instances)
    try {
      const response = await server.executeOperation(
        { query: request.query, variables: request.variables, operationName: request.operationName },
        { contextValue: context },
      )
      if (response.body.kind !== 'single') throw new Error('incremental delivery is not offered')
      return response.body.singleResult as ExecutionResult
    } finally {
      await context.close()
    }
  }

  async function live(
    document: DocumentNode,
    request: SubgraphRequest,
    caller: Caller,
    signal?: AbortSignal,
  ): Promise<SubgraphAnswer> {
    const errors = validate(schema, document)
    if (errors.length) return { errors }
    // A transaction must not stay open while a subscription waits: each event reads in its own.
    const over = new AbortController()
    const context = new Context(caller, options.db, options.cursors, options.instances, over.signal)
    const source = await subscribe({
      schema,
      document,
      variableValues: request.variables ?? null,
      operationName: request.operationName ?? null,
      contextValue: context,
    })
    if (!(Symbol.asyncIterator in source)) {
      await context.close()
      return masked(source)
    }
    return endable(events(source, context), over, signal)
  }

  async function* events(
    source: AsyncGenerator<ExecutionResult>,
    context: Context,
  ): AsyncGenerator<ExecutionResult, void, void> {
    let pause: NodeJS.Timeout | undefined
    let renewed: Promise<void> | null = null
    try {
      for await (const result of source) {
        if (!context.hasMore) await context.renew()
        const { beside } = context
        context.beside = null
        // Whoever takes his time over an event keeps no transaction open.
        if (context.hasMore) pause = setTimeout(() => (renewed = context.renew()), PAUSE_MS)
        yield beside ? { ...masked(result), extensions: beside } : masked(result)
        clearTimeout(pause)
        await renewed
      }
    } finally {
      clearTimeout(pause)
      await renewed
      await source.return(undefined)
      await context.close()
    }
  }

  function masked(result: ExecutionResult): ExecutionResult {
    if (!result.errors) return result
    return {
      ...result,
      errors: result.errors.map(error => mask(error.toJSON(), error, options)) as unknown as GraphQLError[],
    }
  }

  return { handle, close: () => server.stop() }
}

/**
 * A generator that waits inside hears of `return` only when it goes on; this one is told by a signal, so that it ends at once and
 * nobody has to wait for the next event.
 */
function endable<T>(
  inner: AsyncGenerator<T, void, void>,
  over: AbortController,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void, void> {
  const stop = () => {
    over.abort()
    void inner.return()
  }
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop, { once: true })
  const done = () => {
    signal?.removeEventListener('abort', stop)
    over.abort()
  }
  const outer: AsyncGenerator<T, void, void> = {
    next: async () => {
      const step = await inner.next()
      if (step.done) done()
      return step
    },
    return: value => {
      done()
      return inner.return(value)
    },
    throw: error => {
      done()
      return inner.throw(error)
    },
    [Symbol.asyncIterator]: () => outer,
    [Symbol.asyncDispose]: async () => void (await outer.return()),
  }
  return outer
}

/** Parsed documents, kept: the gateway sends the same few over and over. */
class Documents {
  private readonly parsed = new Map<string, DocumentNode>()
  constructor(readonly schema: GraphQLSchema) {}
  get(query: string): DocumentNode {
    let document = this.parsed.get(query)
    if (!document) {
      document = parse(query, { noLocation: true })
      if (this.parsed.size >= 2_000) this.parsed.clear()
      this.parsed.set(query, document)
    }
    return document
  }
}

function isSubscription(document: DocumentNode, operationName: string | undefined): boolean {
  return document.definitions.some(
    node =>
      node.kind === 'OperationDefinition' &&
      node.operation === 'subscription' &&
      (!operationName || node.name?.value === operationName),
  )
}

const SHOWN = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'PERSISTED_QUERY_NOT_FOUND',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
])

/** The one place of a subgraph that decides what the gateway may see: our own errors and GraphQL's about the request; the rest is INTERNAL and logged. */
function mask(
  formatted: GraphQLFormattedError,
  error: unknown,
  { name, logger }: SubgraphOptions,
): GraphQLFormattedError {
  const cause = error instanceof GraphQLError && error.originalError ? error.originalError : error
  if (cause instanceof CasbahError)
    return { ...formatted, message: cause.message, extensions: cause.extensions as { code: string } }
  const code = formatted.extensions?.code
  if (typeof code === 'string' && SHOWN.has(code)) return formatted
  if (error instanceof GraphQLError && !error.originalError && !error.path)
    return { ...formatted, extensions: { code: 'BAD_USER_INPUT' } }
  logger.error(
    { subgraph: name, error: (cause as Error)?.message, stack: (cause as Error)?.stack, path: formatted.path },
    'resolver failed',
  )
  return {
    ...formatted,
    message: 'Something went wrong on our side. Try again; if it stays, give the operator the request id.',
    extensions: { code: 'INTERNAL' },
  }
}
