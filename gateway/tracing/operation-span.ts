import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
  type TextMapGetter,
  type Tracer,
} from '@opentelemetry/api'
import type { OperationDefinitionNode } from 'graphql'
import type { Outcome } from '../metrics.ts'

/** Clients choose the names of operations. */
const NAME_LENGTH = 100

/** Where a client may name the span that it works in, as W3C Trace Context has it. */
export interface Carrier<C> {
  from: C
  getter: TextMapGetter<C>
}

/**
 * The span of one operation. It tells name, type, outcome and the code of the first error; never the document, a variable or a message, in
 * which data may stand.
 */
export class OperationSpan {
  private readonly span: Span
  private readonly within: Context

  constructor(tracer: Tracer, operation: OperationDefinitionNode | null | undefined, carrier: Carrier<unknown>) {
    const above = propagation.extract(ROOT_CONTEXT, carrier.from, carrier.getter)
    const type = operation?.operation ?? 'query'
    const name = operation?.name?.value.slice(0, NAME_LENGTH)
    const attributes = { 'graphql.operation.type': type, ...(name ? { 'graphql.operation.name': name } : {}) }
    // Named by type alone, as the conventions want it: names of spans have to be few.
    this.span = tracer.startSpan(type, { kind: SpanKind.SERVER, attributes }, above)
    this.within = trace.setSpan(above, this.span)
  }

  /** Does the work as a part of the operation; when it rejects, the span is over. */
  async run<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      return await context.with(this.within, work)
    } catch (error) {
      this.end('failed', (error as Error).name)
      throw error
    }
  }

  /** Later ends change nothing. */
  end(outcome: Outcome, code: unknown): void {
    if (!this.span.isRecording()) return
    this.span.setAttribute('casbah.outcome', outcome)
    if (typeof code === 'string') this.span.setAttribute('error.type', code.slice(0, NAME_LENGTH))
    if (outcome === 'failed') this.span.setStatus({ code: SpanStatusCode.ERROR })
    this.span.end()
  }
}
