import { context, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api'
import type { Handle } from './handle.ts'

const CODE_LENGTH = 100

/** A span for every request to a subgraph, below the gateway's: its type and the code of its first error, nothing of what was asked. */
export function tracedHandle(subgraph: string, handle: Handle, tracer: Tracer): Handle {
  return async (request, signedCaller, signal) => {
    const type = /^\s*(mutation|subscription)\b/.exec(request.query)?.[1] ?? 'query'
    const attributes = { 'graphql.operation.type': type, 'casbah.subgraph': subgraph }
    return tracer.startActiveSpan(type, { kind: SpanKind.SERVER, attributes }, context.active(), async span => {
      try {
        const answer = await handle(request, signedCaller, signal)
        const code = 'errors' in answer ? answer.errors?.[0]?.extensions?.code : undefined
        if (typeof code === 'string') span.setAttribute('error.type', code.slice(0, CODE_LENGTH))
        return answer
      } catch (error) {
        span.setAttribute('error.type', (error as Error).name)
        span.setStatus({ code: SpanStatusCode.ERROR })
        throw error
      } finally {
        span.end()
      }
    })
  }
}
