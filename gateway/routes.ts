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
    case '/metrics': {
      const { registry } = options.metrics
      const whole = await admitToMetrics(exchange, options.authentication)
      const shown = whole ? Registry.merge([registry, ...options.registries]) : registry
      response.writeHead(200, { 'content-type': registry.contentType }).end(await shown.metrics())

      return
    }
  }
  if (await sendConsoleFile(exchange)) return
  if (await openDoor(exchange, options.doors, options.authentication)) return
  throw new HttpRefusal(
    404,
    'NOT_FOUND',
    `There is nothing at ${url.pathname}. GraphQL is at /graphql, the console at /.`,
  )
}

/**
 * Whoever sits on the machine, else whoever has a token. Resolves to whether all may be seen: what subgraphs count names tenants and their apps, so
 * only a token above tenants sees it.
 */
async function admitToMetrics({ request }: Exchange, authentication: Authentication | null): Promise<boolean> {
  if (isLoopback(request.socket.remoteAddress)) return true
  const bearer = bearerOf(request.headers.authorization)
  const caller = bearer ? await authentication?.callerOf(bearer) : null
  if (!caller) throw new HttpRefusal(401, 'UNAUTHENTICATED', BAD_TOKEN)
  return caller.scopes.some(scope => scope.startsWith('platform:'))
}
