import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { FetchEnd } from './executor/index.ts'

export type Outcome = 'ok' | 'partial' | 'failed'

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const POINTS = [1, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 50_000]
/** Clients choose operation names; a metric must not grow with their fancy. */
const OPERATION_NAMES = 200
const NAME_LENGTH = 64

/** Rate, errors and duration, per operation and per subgraph. One registry a gateway, so that several fit in one process. */
export class Metrics {
  readonly registry = new Registry()
  private readonly names = new Set<string>()
  private readonly operations = new Counter({
    name: 'casbah_gateway_operations_total',
    help: 'Operations answered.',
    labelNames: ['operation', 'type', 'outcome'],
    registers: [this.registry],
  })
  private readonly operationSeconds = new Histogram({
    name: 'casbah_gateway_operation_seconds',
    help: 'Time to answer a query or mutation, or to open a subscription.',
    labelNames: ['operation', 'type'],
    buckets: SECONDS,
    registers: [this.registry],
  })
  private readonly errors = new Counter({
    name: 'casbah_gateway_errors_total',
    help: 'Errors told to clients, in answers and instead of them.',
    labelNames: ['code'],
    registers: [this.registry],
  })
  private readonly fetches = new Counter({
    name: 'casbah_gateway_fetches_total',
    help: 'Requests to subgraphs.',
    labelNames: ['subgraph', 'outcome'],
    registers: [this.registry],
  })
  private readonly fetchSeconds = new Histogram({
    name: 'casbah_gateway_fetch_seconds',
    help: 'Time until a subgraph has answered.',
    labelNames: ['subgraph'],
    buckets: SECONDS,
    registers: [this.registry],
  })
  private readonly sockets = new Gauge({
    name: 'casbah_gateway_sockets',
    help: 'Open graphql-ws connections.',
    registers: [this.registry],
  })
  private readonly sources = new Gauge({
    name: 'casbah_gateway_subscription_sources',
    help: 'Subscriptions at subgraphs, each of which many clients may share.',
    registers: [this.registry],
  })
  private readonly readers = new Gauge({
    name: 'casbah_gateway_subscriptions',
    help: 'Subscriptions of clients.',
    registers: [this.registry],
  })
  private readonly slow = new Counter({
    name: 'casbah_gateway_slow_consumers_total',
    help: 'Connections closed because their reader fell behind.',
    registers: [this.registry],
  })

  private readonly circuits = new Gauge({
    name: 'casbah_gateway_circuit_open',
    help: '1 while a subgraph that failed too often in a row is not asked.',
    labelNames: ['subgraph'],
    registers: [this.registry],
  })

  private readonly costs = new Histogram({
    name: 'casbah_operation_cost',
    help: 'Points of operations by @cost and @listSize: as requested before they ran, and as answered.',
    labelNames: ['type', 'measure'],
    buckets: POINTS,
    registers: [this.registry],
  })

  private readonly supergraphs = new Counter({
    name: 'casbah_gateway_supergraph_changes_total',
    help: 'Supergraphs that took the place of another, that were refused, and looks that found none.',
    labelNames: ['outcome'],
    registers: [this.registry],
  })

  private readonly generations = new Gauge({
    name: 'casbah_gateway_supergraphs',
    help: 'Supergraphs in memory: the one that is served, and replaced ones whose last requests still run.',
    registers: [this.registry],
  })

  operation(name: string | null | undefined, type: string, outcome: Outcome, seconds: number): void {
    const operation = this.bounded(name)
    this.operations.inc({ operation, type, outcome })
    this.operationSeconds.observe({ operation, type }, seconds)
  }

  /** `code` is one that clients may see, so there are few. */
  error(code: string): void {
    this.errors.inc({ code })
  }

  fetch({ subgraph, seconds, failure }: FetchEnd): void {
    this.fetches.inc({ subgraph, outcome: failure === undefined ? 'ok' : 'failed' })
    this.fetchSeconds.observe({ subgraph }, seconds)
  }

  cost(measure: 'requested' | 'actual', type: string, points: number): void {
    this.costs.observe({ type, measure }, points)
  }

  circuit(subgraph: string, open: boolean): void {
    this.circuits.set({ subgraph }, open ? 1 : 0)
  }

  /** The subgraph is asked no more. */
  circuitGone(subgraph: string): void {
    this.circuits.remove({ subgraph })
  }

  supergraph(outcome: 'served' | 'refused' | 'unread'): void {
    this.supergraphs.inc({ outcome })
  }

  generation(more: 1 | -1): void {
    this.generations.inc(more)
  }

  socketOpened(): void {
    this.sockets.inc()
  }

  socketClosed(): void {
    this.sockets.dec()
  }

  source(more: 1 | -1): void {
    this.sources.inc(more)
  }

  subscriber(more: 1 | -1): void {
    this.readers.inc(more)
  }

  slowConsumer(): void {
    this.slow.inc()
  }

  private bounded(name: string | null | undefined): string {
    if (!name) return '(unnamed)'
    if (name.length > NAME_LENGTH) return '(other)'
    if (this.names.has(name)) return name
    if (this.names.size >= OPERATION_NAMES) return '(other)'
    this.names.add(name)
    return name
  }
}
