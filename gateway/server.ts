import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Tracer } from '@opentelemetry/api'
import { useCSRFPrevention } from '@graphql-yoga/plugin-csrf-prevention'
import type { Logger } from '@casbah/kit'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { Registry } from 'prom-client'
import { Authentication, type Authenticate } from './authentication.ts'
import { GATEWAY_ITSELF } from './caller.ts'
import type { CostLimits } from './cost/budgets.ts'
import { CostControl } from './cost/cost-control.ts'
import type { Doors } from './doors.ts'
import { HttpRefusal, isLoopback, sendRefusal } from './exchange.ts'
import { DEFAULT_LIMITS, type FetchEnd, type Limits } from './executor/index.ts'
import { GRAPHIQL, renderGraphiQL } from './graphiql.ts'
import { SharedRuns } from './live/shared-runs.ts'
import { openSockets, type SocketsOptions } from './live/sockets.ts'
import { TokenWatch } from './live/token-watch.ts'
import { Metrics } from './metrics.ts'
import { PersistedDocuments, type PersistedOptions } from './persisted/persisted-documents.ts'
import { ReadinessCheck, type Readiness } from './readiness.ts'
import { route } from './routes.ts'
import { transportOf, type SubgraphWay } from './subgraph-ways.ts'
import { ServedSupergraph } from './supergraph/served-supergraph.ts'
import type { SupergraphSource } from './supergraph/source.ts'
import { TransportPool } from './supergraph/transport-pool.ts'
import { useBodyLimit } from './use-body-limit.ts'
import { useContentPolicy } from './use-content-policy.ts'
import { useCost } from './use-cost.ts'
import { useExecutor } from './use-executor.ts'
import { maskAnswer, useMasking } from './use-masking.ts'
import { useMetrics } from './use-metrics.ts'
import { usePersistedDocuments } from './use-persisted-documents.ts'
import { useReadableRequests } from './use-readable-requests.ts'
import { useRequestId } from './use-request-id.ts'
import { useScopes } from './use-scopes.ts'
import { useServerTiming } from './use-server-timing.ts'
import { useSupergraph } from './use-supergraph.ts'
import { useToken } from './use-token.ts'
import { useTracing } from './use-tracing.ts'

export interface GatewayOptions {
  /** The supergraph to begin with. */
  supergraphSdl: string
  /** Tells of changes of the supergraph while the gateway listens, and is closed with it. */
  supergraphSource?: SupergraphSource
  /** How long requests may go on after their supergraph was replaced; default 60,000 ms. */
  supergraphLifeMs?: number
  /** Ways to subgraphs by name; one without is asked at the address that the supergraph has for it. */
  subgraphs: Record<string, SubgraphWay>
  /** Looks tokens up; null serves everyone, and only on loopback. */
  authenticate: Authenticate | null
  /** Signs callers for the subgraphs; wanted with `authenticate`. */
  contextKey?: Uint8Array
  /** 0 takes a free one. */
  port: number
  /** Default 127.0.0.1. */
  host?: string
  logger: Logger
  /** Doors of subgraphs by path prefix. */
  doors?: Doors
  /** What subgraphs in this process count, to be given out with what the gateway counts. */
  registries?: readonly Registry[]
  /** Origins that browsers may call from; any by default, since a token is needed and cookies are none. */
  corsOrigin?: string | string[]
  /** Bounds of documents, and the points that a token may spend; the latter only with `authenticate`. */
  limits?: Partial<Limits & CostLimits>
  /** Documents kept with their plans; default 2,000. */
  cachedDocuments?: number
  /** Sends equal queries of one caller that are under way at the same time once; off by default. */
  dedup?: boolean
  /** Documents that the operator trusts, and whether any others are answered; all are, by default. */
  documents?: Omit<PersistedOptions, 'characters'>
  /** Makes a span of every operation and fetch, by OpenTelemetry's own settings; without it there are none, at no cost. */
  tracer?: Tracer | undefined
  /** Times of live connections. */
  live?: Pick<SocketsOptions, 'initMs' | 'pingMs' | 'idleMs' | 'lifeMs' | 'lingerMs' | 'connectionsPerToken'> & {
    /** How long after a round of looking up tokens the next begins; default 500 ms. */
    recheckMs?: number
  }
}

export interface Gateway {
  /** Starts to serve; rejects with a sentence when the port is taken. Both addresses end in `/graphql`. */
  listen(): Promise<{ url: string; wsUrl: string }>
  /** Ends subscriptions with `complete`, finishes what is under way, closes. */
  close(): Promise<void>
  /** Asks every subgraph whether it answers. */
  ready(): Promise<Readiness>
  /**
   * Serves another supergraph from the next request on; throws a sentence when it cannot be served, and then the one before is served on.
   * Requests under way stay with theirs, subscriptions end with `complete`.
   */
  swap(supergraphSdl: string): void
  metrics: Metrics
}

const ENDPOINT = '/graphql'
const MAX_BODY_BYTES = 1 << 20
const CLOSE_PATIENCE_MS = 5_000
/** A browser sends none of these across origins without asking first. */
const CSRF_HEADERS = ['authorization', 'x-graphql-yoga-csrf', 'graphql-require-preflight', 'apollo-require-preflight']

/** The one public door of a graph. */
export function createGateway(options: GatewayOptions): Gateway {
  const { logger, host = '127.0.0.1' } = options
  const authentication = authenticationOf(options, host)
  const metrics = new Metrics()
  const ways = { metrics, logger, dedup: options.dedup ?? false, tracer: options.tracer }
  const served = new ServedSupergraph({
    supergraphSdl: options.supergraphSdl,
    ways: options.subgraphs,
    pool: new TransportPool(
      (name, way) => transportOf(name, way, ways),
      name => metrics.circuitGone(name),
    ),
    metrics,
    logger,
    ...(options.supergraphLifeMs === undefined ? {} : { lifeMs: options.supergraphLifeMs }),
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.cachedDocuments === undefined ? {} : { cachedDocuments: options.cachedDocuments }),
    onFetch: fetch => {
      metrics.fetch(fetch)
      if (fetch.failure !== undefined) logger.warn(failureOf(fetch), 'a subgraph did not answer')
    },
  })
  const documents = new PersistedDocuments({
    characters: options.limits?.characters ?? DEFAULT_LIMITS.characters,
    ...options.documents,
  })
  const costs = authentication && new CostControl(metrics, options.limits)
  const runs = new SharedRuns({
    sign: caller => authentication!.sign(caller),
    onSlow: () => metrics.slowConsumer(),
    onSource: more => metrics.source(more),
  })
  const watch =
    authentication &&
    new TokenWatch(authentication, options.live?.recheckMs ?? 500, error =>
      logger.warn({ error: error.message }, 'a token could not be looked up again'),
    )
  const readiness = new ReadinessCheck(served, authentication ? () => authentication.sign(GATEWAY_ITSELF) : undefined)
  const plugins: (Plugin | false)[] = [
    useReadableRequests(),
    useRequestId(),
    useServerTiming(),
    useContentPolicy(),
    useCSRFPrevention({ requestHeaders: CSRF_HEADERS }),
    authentication !== null && useToken(authentication, logger, metrics),
    usePersistedDocuments(documents),
    useSupergraph(served),
    useExecutor({ authentication, runs, watch, mask: (answer, id) => maskAnswer(answer, id, logger, metrics) }),
    useMetrics(metrics),
    options.tracer !== undefined && useTracing(options.tracer),
    authentication !== null && useScopes(),
    costs !== null && useCost(costs),
    useMasking(logger, metrics),
    useBodyLimit(MAX_BODY_BYTES),
  ]
  const yoga = createYoga({
    graphqlEndpoint: ENDPOINT,
    plugins: plugins.filter(plugin => plugin !== false),
    // The executor has its own cache, and `use-masking` is the one place that masks.
    parserAndValidationCache: false,
    maskedErrors: false,
    multipart: false,
    landingPage: false,
    // `use-body-limit` bounds it at a fraction of the cost.
    maxRequestBodySize: false,
    cors: {
      origin: options.corsOrigin ?? '*',
      credentials: false,
      exposedHeaders: ['x-request-id', 'retry-after', 'server-timing'],
    },
    graphiql: GRAPHIQL,
    renderGraphiQL,
    logging: false,
  })
  const routes = {
    authentication,
    readiness,
    metrics,
    doors: options.doors ?? {},
    registries: options.registries ?? [],
  }
  const server = createServer((request, response) => {
    // Nearly all are such, and need no address taken apart.
    if (request.url === ENDPOINT) return void yoga(request, response)
    const url = new URL(request.url ?? '/', 'http://gateway')
    if (url.pathname === ENDPOINT) return void yoga(request, response)
    route({ request, response, url }, routes).catch(error => fail(request, response, error, logger))
  })
  const sockets = openSockets({
    server,
    path: ENDPOINT,
    served,
    runs,
    documents,
    authentication,
    watch,
    costs,
    metrics,
    logger,
    tracer: options.tracer,
    ...options.live,
  })

  let closing: Promise<void> | null = null

  return {
    metrics,
    swap: supergraphSdl => served.swap(supergraphSdl),
    ready: () => readiness.check(),
    async listen() {
      await new Promise<void>((listening, failed) => {
        server.once('error', error => failed(explain(error, options.port)))
        server.listen(options.port, host, listening)
      })
      options.supergraphSource?.watch(served)
      const { port } = server.address() as AddressInfo
      const at = `${host.includes(':') ? `[${host}]` : host}:${port}${ENDPOINT}`
      return { url: `http://${at}`, wsUrl: `ws://${at}` }
    },
    close: () => (closing ??= shut()),
  }

  async function shut(): Promise<void> {
    options.supergraphSource?.close()
    served.endSubscriptions()
    watch?.close()
    await sockets.close()
    if (server.listening) {
      const closed = new Promise(done => server.close(done))
      server.closeIdleConnections()
      const cut = setTimeout(() => server.closeAllConnections(), CLOSE_PATIENCE_MS)
      await closed
      clearTimeout(cut)
    }
    await served.close()
  }
}

function authenticationOf({ authenticate, contextKey }: GatewayOptions, host: string): Authentication | null {
  if (!authenticate) {
    if (isLoopback(host)) return null
    throw new Error(
      `Without authentication the gateway listens on loopback only, not on ${host}. Use 127.0.0.1, or give it a token look-up.`,
    )
  }
  if (!contextKey) throw new Error('The gateway signs callers for the subgraphs: give it the context key.')
  return new Authentication(authenticate, contextKey)
}

/** What the operator needs and the client does not see: the cause. */
function failureOf({ subgraph, failure }: FetchEnd): Record<string, unknown> {
  const { message, cause } = failure as { message: string; cause?: { message?: string; code?: string } }
  return { subgraph, error: message, cause: cause?.message || cause?.code }
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown, logger: Logger): void {
  if (response.headersSent) return void response.destroy()
  if (error instanceof HttpRefusal) return sendRefusal(response, error)
  logger.error(
    { path: request.url?.split('?')[0], error: (error as Error).message, stack: (error as Error).stack },
    'request failed',
  )
  sendRefusal(response, new HttpRefusal(500, 'INTERNAL', 'Something went wrong on our side. Try again.'))
}

/** Keeps the code, by which the caller tells this failure from others. */
function explain(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error
  const sentence = `Port ${port} is in use. Stop what listens there, or choose another port.`
  return Object.assign(new Error(sentence, { cause: error }), { code: error.code })
}
