import { context, propagation, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api'
import { SubgraphFailure, type FetchContext, type SubgraphFetch, type Transport } from '../executor/index.ts'

/** A span for each fetch of an operation under way; what happens outside of one, such as the event of a subscription, has none. */
export function withTracing(subgraph: string, transport: Transport, tracer: Tracer): Transport {
  async function traced<T>(
    fetch: SubgraphFetch,
    asked: FetchContext,
    send: (asked: FetchContext) => Promise<T>,
  ): Promise<T> {
    const above = context.active()
    if (!trace.getSpan(above)) return send(asked)
    const attributes = { 'graphql.operation.type': fetch.kind, 'casbah.subgraph': subgraph }
    const span = tracer.startSpan(`${fetch.kind} ${subgraph}`, { kind: SpanKind.CLIENT, attributes }, above)
    const within = trace.setSpan(above, span)
    const traceHeaders: Record<string, string> = {}
    propagation.inject(within, traceHeaders)
    try {
      return await context.with(within, () => send({ ...asked, traceHeaders }))
    } catch (error) {
      span.setAttribute('error.type', error instanceof SubgraphFailure ? 'UNAVAILABLE' : (error as Error).name)
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  }
  return {
    execute: (fetch, asked) => traced(fetch, asked, each => transport.execute(fetch, each)),
    subscribe: (fetch, asked) => traced(fetch, asked, each => transport.subscribe(fetch, each)),
    close: () => transport.close(),
  }
}
