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
import { maskAnswer, maskError } from '../use-masking.ts'
import { outcomeOf } from '../use-metrics.ts'
import { CLOSE } from './close-codes.ts'
import { Connection, type ConnectionTimes } from './connection.ts'
import { Frame } from './frame.ts'
import { SocketReader } from './reader.ts'
import type { SharedRuns } from './shared-runs.ts'
import { TokenCounts } from './token-counts.ts'
import type { TokenWatch } from './token-watch.ts'

export interface SocketsOptions extends ConnectionTimes {
  server: Server
  path: string
  served: ServedSupergraph
  runs: SharedRuns
  documents: PersistedDocuments
  /** Null when authentication is off. */
  authentication: Authentication | null
  /** Null when authentication is off. */
  watch: TokenWatch | null
  /** Null when authentication is off. */
  costs: CostControl | null
  metrics: Metrics
  logger: Logger
  tracer: Tracer | undefined
  /** Time for `connection_init`; default 5,000 ms. */
  initMs?: number
  /** Time between pings; default 12,000 ms. */
  pingMs?: number
  /** Time for a client that fell behind to take in that it is let go, before it is cut off; default 1,000 ms. */
  lingerMs?: number
  /** Connections that one token may have; default 2,000. */
  connectionsPerToken?: number
}

const MAX_MESSAGE_BYTES = 1 << 20
const MAX_OPERATIONS = 100

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
  const { served, runs, documents, authentication, watch, costs, metrics, logger, tracer } = options
  const connections = new WeakMap<WebSocket, Connection>()
  const open = new Set<Connection>()
  const counts = new TokenCounts(options.connectionsPerToken ?? 2_000)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    // Else the end of an operation, and the next of the same id, would be taken for one.
    allowSynchronousEvents: false,
  })
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
    const id = requestId(typeof sent === 'string' ? sent : null)
    const refuse = ({ code, reason }: { code: number; reason: string }) => {
      socket.close(code, reason)
      return false
    }
    const enter = (caller: Caller | null) => {
      const connection = new Connection(extra, id, caller, options)
      connections.set(socket, connection)
      open.add(connection)
      return connection
    }
    if (!authentication) return enter(null) !== null
    const bearer = bearerOf(connectionParams?.authorization ?? connectionParams?.token ?? request.headers.authorization)
    if (!bearer) return refuse(CLOSE.unauthenticated('Send a token in connectionParams.authorization.'))
    let caller: Caller | null
    try {
      caller = await authentication.callerOf(bearer)
    } catch (error) {
      logger.error({ requestId: id, error: (error as Error).message }, 'token look-up failed')
      return refuse(CLOSE.tryLater)
    }
    if (!caller) return refuse(CLOSE.unauthenticated(BAD_TOKEN))
    if (socket.readyState !== socket.OPEN) return false
    const leave = counts.enter(bearer)
    if (!leave) return refuse(CLOSE.tooMany)
    socket.once('close', leave)
    enter(caller).follow(told => watch!.watch(bearer, caller, told))
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
    if (!connection || connection.over.signal.aborted)
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
    const { context, id, connection, visit } = (args as LiveArgs).contextValue
    const reader = new SocketReader(context.extra.socket, connection.wire, id, options.lingerMs ?? 1_000)
    connection.began()
    void reader.ended.then(() => {
      visit.end()
      connection.ended()
    })
    const single = (answer: Answer) => {
      if (reader.take(new Frame(masked(answer, connection.requestId))) === 'slow') metrics.slowConsumer()
      // Nothing follows that it could wait for.
      connection.wire.release()
      reader.end()
    }
    try {
      const answer = await run(args as LiveArgs, reader)
      if (answer) single(answer)
    } catch (error) {
      if (connection.over.signal.aborted) reader.end()
      else single(new Answer(null, [new GraphQLError((error as Error).message)]))
    }
    return written(reader)
  }

  /** One answer; null when the reader is given them as they come. */
  async function run(args: LiveArgs, reader: SocketReader): Promise<Answer | null> {
    const { connection, visit, extensions } = args.contextValue
    const { executor } = visit
    const { caller } = connection
    const started = performance.now()
    const operation = chooseOperation(executor.prepared(args.document), args.operationName)
    const span = tracer && new OperationSpan(tracer, operation, { from: extensions, getter: EXTENSIONS as never })
    const ended = (answer: Answer | null) => {
      const outcome = answer ? outcomeOf(answer) : 'ok'
      metrics.operation(operation.name?.value, operation.operation, outcome, (performance.now() - started) / 1000)
      span?.end(outcome, answer?.errors[0]?.extensions?.code)
    }
    const admission =
      costs && caller ? costs.admit({ ...args, executor, variables: args.variableValues ?? null }, caller) : null
    if (admission && 'refusal' in admission) {
      const refused = new Answer(null, [admission.refusal.toJSON()], 0, { cost: admission.report })
      ended(refused)
      return refused
    }
    const limits = admission?.caller.limits
    const request = {
      document: args.document,
      operationName: args.operationName ?? null,
      variables: args.variableValues ?? null,
      sign: authentication ? () => authentication.sign(limits ? { ...caller!, limits } : caller!) : undefined,
    }
    if (operation.operation === 'subscription') {
      const mask = (answer: Answer) => masked(answer, connection.requestId)
      const subscribe = () => runs.subscribe(reader, { visit, request, caller, mask })
      ended(await (span ? span.run(subscribe) : subscribe()))
      admission?.done(null)
      return null
    }
    const answer = await (span ? span.run(() => visit.execute(request)) : visit.execute(request))
    ended(answer)
    return admission ? answer.withExtensions({ cost: admission.done(answer.cost) }) : answer
  }

  const masked = (answer: Answer, id: string) => maskAnswer(answer, id, logger, metrics)

  const live = useServer<Params>(
    {
      connectionInitWaitTimeout: options.initMs ?? 5_000,
      onConnect: connect,
      onClose: ({ extra }) => {
        const connection = connections.get(extra.socket)
        if (!connection) return
        open.delete(connection)
        connection.end()
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
      for (const connection of open) connection.end()
      await new Promise(resolve => setImmediate(resolve))
      for (const socket of sockets.clients) socket.close(CLOSE.goingAway.code, CLOSE.goingAway.reason)
      await live.dispose()
    },
  }
}

/** To graphql-ws the answers are a generator that yields nothing: the messages are written by the reader, since they are JSON text already. */
function written(reader: SocketReader): AsyncGenerator<never, void, void> {
  const leave = (): IteratorReturnResult<undefined> => {
    reader.run?.leave(reader)
    reader.end()
    return { done: true, value: undefined }
  }
  const answers: AsyncGenerator<never, void, void> = {
    next: async () => {
      await reader.ended
      return { done: true, value: undefined }
    },
    return: async () => leave(),
    throw: async error => {
      leave()
      throw error
    },
    [Symbol.asyncIterator]: () => answers,
    [Symbol.asyncDispose]: async () => void leave(),
  }
  return answers
}
