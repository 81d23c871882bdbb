import { Registry } from 'prom-client'
import { BAD_TOKEN, bearerOf, type Authentication } from './authentication.ts'
import { sendConsoleFile } from './console-files.ts'
import { openDoor, type Doors } from './doors.ts'
import { HttpRefusal, isLoopback, sendJson, type Exchange } from './exchange.ts'
import type { Metrics } from './metrics.ts'
import type { ReadinessCheck } from './readiness.ts'

export interface RoutesOptions {
  authentication: Authentication | null
  readiness: ReadinessCheck
  metrics: Metrics
  doors: Doors
  /** What subgraphs in this process count. */
  registries: readonly Registry[]
}

/** Everything of the door that is not GraphQL. Rejects with HttpRefusal. */
export async function route(exchange: Exchange, options: RoutesOptions): Promise<void> {
  const { response, url } = exchange
  switch (url.pathname) {
    case '/healthz':
      return sendJson(response, 200, { status: 'ok' })
    case '/readyz': {
      const readiness = await options.readiness.check()
      return sendJson(response, readiness.ready ? 200 : 503, readiness)
    }
    case '/metrics':
      await admitToMetrics(exchange, options.authentication)
      response
        .writeHead(200, { 'content-type': options.metrics.registry.contentType })
        .end(await Registry.merge([options.metrics.registry, ...options.registries]).metrics())
      return
  }
  if (await sendConsoleFile(exchange)) return
  if (await openDoor(exchange, options.doors, options.authentication)) return
  throw new HttpRefusal(
    404,
    'NOT_FOUND',
    `There is nothing at ${url.pathname}. GraphQL is at /graphql, the console at /.`,
  )
}

/** Whoever sits on the machine, else whoever has a token. */
async function admitToMetrics({ request }: Exchange, authentication: Authentication | null): Promise<void> {
  if (isLoopback(request.socket.remoteAddress)) return
  const bearer = bearerOf(request.headers.authorization)
  if (!authentication || !bearer || !(await authentication.callerOf(bearer)))
    throw new HttpRefusal(401, 'UNAUTHENTICATED', BAD_TOKEN)
}
