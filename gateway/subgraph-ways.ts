import type { Handle, Logger } from '@casbah/kit'
import type { Tracer } from '@opentelemetry/api'
import {
  httpTransport,
  inProcessTransport,
  withCircuitBreaker,
  withDedup,
  withRetry,
  type Transport,
} from './executor/index.ts'
import type { Metrics } from './metrics.ts'
import { withTracing } from './tracing/with-tracing.ts'

/** How a subgraph is reached: in this process, or at an address; `wsUrl` is `url` with `ws` by default. */
export type SubgraphWay = { handle: Handle } | { url: string; wsUrl?: string; timeoutMs?: number }

export interface WayOptions {
  /** Sends equal queries of one caller that are under way at the same time once; off by default. */
  dedup?: boolean
  metrics: Metrics
  logger: Logger
  tracer: Tracer | undefined
}

/** The transport of a subgraph with all that makes it bear failures. */
export function transportOf(
  subgraph: string,
  way: SubgraphWay,
  { dedup, metrics, logger, tracer }: WayOptions,
): Transport {
  const onChange = (open: boolean) => {
    metrics.circuit(subgraph, open)
    logger.warn({ subgraph }, open ? 'a subgraph is given a rest: it failed too often in a row' : 'a subgraph is back')
  }
  const bare = 'handle' in way ? inProcessTransport(way.handle) : withRetry(httpTransport(way))
  const guarded = withCircuitBreaker(bare, { onChange })
  const shared = dedup ? withDedup(guarded) : guarded
  return tracer ? withTracing(subgraph, shared, tracer) : shared
}
