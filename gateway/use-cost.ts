import { CATALOGUE } from '@casbah/kit'
import { GraphQLError, type ExecutionArgs } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import type { Admitted, CostControl, CostReport, Refused } from './cost/cost-control.ts'
import { factsOf, visitOf } from './request-facts.ts'
import type { YogaResult } from './use-executor.ts'

/**
 * Refuses what costs too much, before anything is planned or fetched, and tells in `extensions.cost` what the rest has cost.
 * A subscription is paid as requested when it begins; its events carry no report, since members share them.
 */
export function useCost(costs: CostControl): Plugin {
  const begin = (args: ExecutionArgs, stop: (result: YogaResult) => void): Admitted | null => {
    const { request } = args.contextValue as { request: Request }
    const facts = factsOf(request)
    if (!facts.caller) return null
    const { document, operationName, variableValues } = args
    let admission
    try {
      const { executor } = visitOf(request)
      admission = costs.admit({ executor, document, operationName, variables: variableValues }, facts.caller)
    } catch (error) {
      // The executor finds the same and says it.
      if (error instanceof GraphQLError) return null
      throw error
    }
    if ('refusal' in admission) {
      stop({ errors: [overHttp(admission)], extensions: { cost: admission.report } })
      return null
    }
    facts.caller = admission.caller
    return admission
  }
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const admitted = begin(args, setResultAndStopExecution as never)
      if (!admitted) return
      return {
        onExecuteDone({ result, setResult }) {
          const answered = result as YogaResult
          setResult(withCost(answered, admitted.done(answered.cost ?? 0)) as never)
        },
      }
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const admitted = begin(args, setResultAndStopExecution as never)
      if (!admitted) return
      return {
        onSubscribeResult({ result, setResult }) {
          if (isAsyncIterable(result)) return void admitted.done(null)
          const answered = result as YogaResult
          setResult(withCost(answered, admitted.done(answered.cost ?? 0)) as never)
        },
      }
    },
  }
}

function overHttp({ refusal, retryAfterSeconds }: Refused): GraphQLError {
  const http =
    retryAfterSeconds === null
      ? { status: CATALOGUE.BAD_USER_INPUT.status, spec: true }
      : { status: CATALOGUE.RATE_LIMITED.status, headers: { 'retry-after': String(retryAfterSeconds) } }
  return new GraphQLError(refusal.message, { extensions: { ...refusal.extensions, http } })
}

function withCost(result: YogaResult, cost: CostReport): YogaResult {
  return { ...result, extensions: { ...result.extensions, cost } }
}
