import { getOperationAST, type DocumentNode } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import type { Metrics, Outcome } from './metrics.ts'

interface Args {
  document: DocumentNode
  operationName?: string | null
}

/** Counts and times every operation that was understood; what does not parse or validate is the client's affair. */
export function useMetrics(metrics: Metrics): Plugin {
  const begin = ({ document, operationName }: Args) => {
    const started = performance.now()
    const operation = getOperationAST(document, operationName)
    return (result: unknown) =>
      metrics.operation(
        operation?.name?.value,
        operation?.operation ?? 'query',
        outcomeOf(result),
        (performance.now() - started) / 1000,
      )
  }
  return {
    onExecute({ args }) {
      const done = begin(args)
      return { onExecuteDone: ({ result }) => done(result) }
    },
    onSubscribe({ args }) {
      const done = begin(args)
      return { onSubscribeResult: ({ result }) => done(result) }
    },
  }
}

export function outcomeOf(result: unknown): Outcome {
  if (isAsyncIterable(result) || typeof result !== 'object' || result === null) return 'ok'
  if (!('errors' in result) || !Array.isArray(result.errors) || !result.errors.length) return 'ok'
  return 'data' in result && result.data ? 'partial' : 'failed'
}
