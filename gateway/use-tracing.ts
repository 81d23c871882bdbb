import type { Tracer } from '@opentelemetry/api'
import { getOperationAST, type ExecutionArgs, type ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { OperationSpan } from './tracing/operation-span.ts'
import { outcomeOf } from './use-metrics.ts'

const HEADERS = {
  get: (headers: Headers, name: string) => headers.get(name) ?? undefined,
  keys: (headers: Headers) => [...headers.keys()],
}

/** One span for each operation, below the one that the request names by `traceparent`. It comes after the hook that executes. */
export function useTracing(tracer: Tracer): Plugin {
  const begin = ({ document, operationName, contextValue }: ExecutionArgs) => {
    const { headers } = (contextValue as { request: Request }).request
    return new OperationSpan(tracer, getOperationAST(document, operationName), {
      from: headers,
      getter: HEADERS as never,
    })
  }
  const end = (span: OperationSpan, result: unknown) =>
    span.end(outcomeOf(result), (result as ExecutionResult | undefined)?.errors?.[0]?.extensions?.code)
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const span = begin(args)
      setExecuteFn(given => span.run(() => executeFn(given)))
      return { onExecuteDone: ({ result }) => end(span, result) }
    },
    onSubscribe({ args, subscribeFn, setSubscribeFn }) {
      const span = begin(args)
      setSubscribeFn(given => span.run(() => subscribeFn(given)))
      return { onSubscribeResult: ({ result }) => end(span, result) }
    },
  }
}
