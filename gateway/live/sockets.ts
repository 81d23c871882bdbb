import type { Server } from 'node:http'
import type { Caller, Logger } from '@casbah/kit'
import type { Tracer } from '@opentelemetry/api'
import { GraphQLError, type DocumentNode, type ExecutionArgs, type OperationDefinitionNode } from 'graphql'
import type { ServerOptions, SubscribePayload } from 'graphql-ws'
import { useServer, type Extra } from 'graphql-ws/use/ws'
import { WebSocketServer, type WebSocket } from 'ws'
import { BAD_TOKEN, bearerOf, NO_TOKEN, type Authentication } from '../authentication.ts'
import type { CostControl } from '../cost/cost-control.ts'
import { Answer, chooseOperation } from '../executor/index.ts'
import type { Metrics } from '../metrics.ts'
import type { PersistedDocuments } from '../persisted/persisted-documents.ts'
import { requestId } from '../request-facts.ts'
import { scopeRefusal } from '../scopes.ts'
import type { ServedSupergraph } from '../supergraph/served-supergraph.ts'
import type { Visit } from '../supergraph/visit.ts'
import { OperationSpan } from '../tracing/operation-span.ts'
import { maskError } from '../use-masking.ts'
import { outcomeOf } from '../use-metrics.ts'
import { pump } from './operations.ts'

export interface SocketsOptions {
  server: Server
  path: string
  served: ServedSupergraph
  documents: PersistedDocuments
  /** Null when authentication is off. */
  authentication: Authentication | null
  /** Null when authentication is off. */
  costs: CostControl | null
  metrics: Metrics
  logger: Logger
  tracer: Tracer | undefined
  /** How often a socket's token is looked up again; default 15,000 ms. */
  recheckMs?: number
  /** Time for `connection_init`; default 5,000 ms. */
  initMs?: number
  /** Time between pings; default 12,000 ms. */
  pingMs?: number
}

const MAX_MESSAGE_BYTES = 1 << 20
const MAX_OPERATIONS = 100
const UNAUTHENTICATED = 4401
const GOING_AWAY = 1001
const TRY_LATER = 1013

/** What is known of one connection. */
interface Connection {
  requestId: string
  caller: Caller | null
  recheck: NodeJS.Timeout | null
  /** Ends its operations, those under way, too. */
  over: AbortController
}

interface Params extends Record<string, unknown> {
  authorization?: unknown
  token?: unknown
}

type Context = Parameters<NonNullable<ServerOptions<Params, Extra>['onConnect']>>[0]

/** An operation as it comes over a socket. */
interface Asked {
  context: Context
  id: string
  payload: SubscribePayload
  connection: Connection
  visit: Visit
}

/** What `onSubscribe` hands to `execute` and `subscribe`. */
interface LiveArgs extends ExecutionArgs {
  contextValue: { context: Context; id: string; connection: Connection; visit: Visit; extensions: Extensions }
}

type Extensions = Record<string, unknown>

/** Browsers send no headers with a socket, so `traceparent` comes as an extension of the operation. */
const EXTENSIONS = {
  get: (extensions: Extensions, name: string) => extensions[name] as string | undefined,
  keys: (extensions: Extensions) => Object.keys(extensions),
}

/** graphql-ws on the gateway's own port: every operation, subscriptions first of all. */
export function openSockets(options: SocketsOptions): { close(): Promise<void> } {
  const { served, documents, authentication, costs, metrics, logger, tracer } = options
  const connections = new WeakMap<WebSocket, Connection>()
  const open = new Set<Connection>()
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES })
  options.server.on('upgrade', (request, socket, head) => {
    if (request.url?.split('?')[0] !== options.path) return socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
    sockets.handleUpgrade(request, socket, head, upgraded => sockets.emit('connection', upgraded, request))
  })
  sockets.on('connection', socket => {
    metrics.socketOpened()
    socket.once('close', () => metrics.socketClosed())
  })

  async function connect({ connectionParams, extra }: Context): Promise<boolean> {
    const { socket, request } = extra
    const sent = request.headers['x-request-id']
    const connection: Connection = {
      requestId: requestId(typeof sent === 'string' ? sent : null),
      caller: null,
      recheck: null,
      over: new AbortController(),
    }
    connections.set(socket, connection)
    open.add(connection)
    if (!authentication) return true
    const bearer = bearerOf(connectionParams?.authorization ?? connectionParams?.token ?? request.headers.authorization)
    const refuse = (reason: string) => {
      socket.close(UNAUTHENTICATED, reason)
      return false
    }
    if (!bearer) return refuse('Send a token in connectionParams.authorization.')
    try {
      connection.caller = await authentication.callerOf(bearer)
    } catch (error) {
      logger.error({ requestId: connection.requestId, error: (error as Error).message }, 'token look-up failed')
      socket.close(TRY_LATER, 'Tokens cannot be looked up at the moment.')
      return false
    }
    if (!connection.caller) return refuse(BAD_TOKEN)
    if (connection.over.signal.aborted) return false
    // A token may end or be revoked while its socket lives.
    connection.recheck = setInterval(() => {
      authentication.callerOf(bearer).then(
        caller => {
          if (caller) connection.caller = caller
          else refuse(BAD_TOKEN)
        },
        error =>
          logger.warn(
            { requestId: connection.requestId, error: (error as Error).message },
            'token could not be looked up again',
          ),
      )
    }, options.recheckMs ?? 15_000)
    connection.recheck.unref()
    return true
  }

  function admit(context: Context, id: string, payload: SubscribePayload): GraphQLError[] | LiveArgs {
    const accepted = accept(context, id, payload)
    if (!Array.isArray(accepted)) return accepted
    const known = connections.get(context.extra.socket)?.requestId ?? requestId(null)
    return accepted.map(error => maskError(error, known, logger, metrics) as GraphQLError)
  }

  function accept(context: Context, id: string, payload: SubscribePayload): GraphQLError[] | LiveArgs {
    const connection = connections.get(context.extra.socket)
    if (!connection || (authentication && !connection.caller))
      return [new GraphQLError(NO_TOKEN, { extensions: { code: 'UNAUTHENTICATED' } })]
    if (Object.keys(context.subscriptions).length > MAX_OPERATIONS) {
      const message = `A connection runs at most ${MAX_OPERATIONS} operations at once. Complete some first, or open a second connection.`
      return [new GraphQLError(message, { extensions: { code: 'RATE_LIMITED' } })]
    }
    const visit = served.visit(connection.over.signal)
    const accepted = read({ context, id, payload, connection, visit })
    // What is accepted goes on to `run`, which ends it.
    if (Array.isArray(accepted)) visit.end()
    return accepted
  }

  function read({ context, id, payload, connection, visit }: Asked): LiveArgs | GraphQLError[] {
    const { executor } = visit
    let document: DocumentNode
    let operation: OperationDefinitionNode
    try {
      const prepared = executor.prepare(documents.textOf(payload, connection.caller?.scopes ?? null) as string)
      if (prepared.errors.length) return [...prepared.errors]
      operation = chooseOperation(prepared, payload.operationName)
      document = prepared.ast
    } catch (error) {
      return [error instanceof GraphQLError ? error : new GraphQLError(String(error))]
    }
    const refusal =
      connection.caller && scopeRefusal(executor.schema, document, payload.operationName, connection.caller)
    if (refusal) {
      metrics.operation(operation.name?.value, operation.operation, 'failed', 0)
      return [
        new GraphQLError(refusal.message, { extensions: { code: refusal.code, scopes: refusal.extensions.scopes } }),
      ]
    }
    return {
      schema: executor.schema,
      document,
      operationName: payload.operationName ?? null,
      variableValues: (payload.variables as Record<string, unknown> | undefined) ?? {},
      contextValue: { context, id, connection, visit, extensions: payload.extensions ?? {} },
    }
  }

  /** Never rejects, since that would end the connection with all of its operations. */
  async function answered(args: ExecutionArgs): Promise<AsyncGenerator<never, void, void>> {
    try {
      return await run(args)
    } catch (error) {
      const internal = new Answer(null, [new GraphQLError((error as Error).message)])
      const { connection } = (args as LiveArgs).contextValue
      return send(connection.over.signal.aborted ? nothing() : internal, args as LiveArgs)
    }
  }

  function send(answers: Answer | AsyncGenerator<Answer, void, void>, { contextValue }: LiveArgs) {
    const { context, id, connection, visit } = contextValue
    return pump({
      id,
      answers,
      socket: context.extra.socket,
      mask: answer => masked(answer, connection.requestId),
      onSlow: () => metrics.slowConsumer(),
      onEnd: () => visit.end(),
    })
  }

  async function run(args: ExecutionArgs): Promise<AsyncGenerator<never, void, void>> {
    const { connection, visit, extensions } = (args as LiveArgs).contextValue
    const { executor } = visit
    const started = performance.now()
    const operation = chooseOperation(executor.prepared(args.document), args.operationName)
    const span = tracer && new OperationSpan(tracer, operation, { from: extensions, getter: EXTENSIONS as never })
    const ended = (answers: Answer | AsyncGenerator<Answer, void, void>) => {
      const outcome = outcomeOf(answers)
      metrics.operation(operation.name?.value, operation.operation, outcome, (performance.now() - started) / 1000)
      span?.end(outcome, answers instanceof Answer ? answers.errors[0]?.extensions?.code : undefined)
    }
    const admission =
      costs && connection.caller
        ? costs.admit({ ...args, executor, variables: args.variableValues ?? null }, connection.caller)
        : null
    if (admission && 'refusal' in admission) {
      const refused = new Answer(null, [admission.refusal.toJSON()], 0, { cost: admission.report })
      ended(refused)
      return send(refused, args as LiveArgs)
    }
    const limits = admission?.caller.limits
    const request = {
      document: args.document,
      operationName: args.operationName ?? null,
      variables: args.variableValues ?? null,
      // Asked at every event, so the socket's caller of that moment is the one who sees it.
      sign: authentication
        ? () => authentication.sign(limits ? { ...connection.caller!, limits } : connection.caller!)
        : undefined,
    }
    const answers = await (span ? span.run(() => visit.subscribe(request)) : visit.subscribe(request))
    ended(answers)
    if (!(answers instanceof Answer)) {
      admission?.done(null)
      return send(answers, args as LiveArgs)
    }
    const told = admission ? answers.withExtensions({ cost: admission.done(answers.cost) }) : answers
    return send(told, args as LiveArgs)
  }

  function masked(answer: Answer, id: string): Answer {
    if (!answer.errors.length) return answer
    return answer.withErrors(answer.errors.map(error => maskError(error, id, logger, metrics)))
  }

  const live = useServer<Params>(
    {
      connectionInitWaitTimeout: options.initMs ?? 5_000,
      onConnect: connect,
      onClose: ({ extra }) => {
        const connection = connections.get(extra.socket)
        if (!connection) return
        open.delete(connection)
        connection.over.abort()
        if (connection.recheck) clearInterval(connection.recheck)
      },
      onSubscribe: admit,
      subscribe: answered,
      execute: answered,
      isProd: true,
    },
    sockets,
    options.pingMs ?? 12_000,
  )
  // Such as a message that is too long: the connection is closed with a code that says so; graphql-ws would print a stack, too.
  sockets.on('connection', socket => {
    socket.removeAllListeners('error')
    socket.on('error', error => logger.warn({ error: error.message }, 'a socket broke'))
  })

  return {
    async close() {
      // What ended a moment ago is still told; then the sockets go.
      for (const connection of open) connection.over.abort()
      await new Promise(resolve => setImmediate(resolve))
      for (const socket of sockets.clients) socket.close(GOING_AWAY, 'Going away')
      await live.dispose()
    },
  }
}

async function* nothing(): AsyncGenerator<Answer, void, void> {}
