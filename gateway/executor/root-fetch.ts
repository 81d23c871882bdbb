import type { FetchNode } from '@graphql-hive/router-query-planner'
import { isObject } from './data.ts'
import { nonsenseError, rootErrors } from './errors.ts'
import { merge } from './merge.ts'
import { SubgraphOperation } from './operation.ts'
import type { Step } from './plan.ts'
import { compileRewrites, renamedKeys } from './rewrites.ts'
import { send, type Run } from './run.ts'
import type { SubgraphResult } from './transport.ts'
import type { TypeConditions } from './type-conditions.ts'

/** A fetch of root fields. */
export function compileRootFetch(node: FetchNode, types: TypeConditions): Step {
  const operation = new SubgraphOperation(node)
  const take = compileRootResult(node, types)
  return async run => {
    const result = await send(run, operation, operation.fetch(run.variables), () => [])
    if (result) take(run, result)
  }
}

/** Takes the result of root fields into the run; used for events of subscriptions, too. */
export function compileRootResult(
  node: Omit<FetchNode, 'kind'>,
  types: TypeConditions,
): (run: Run, result: SubgraphResult) => void {
  const rewrite = compileRewrites(node.outputRewrites, types)
  const renamed = renamedKeys(node.outputRewrites)
  return (run, result) => {
    if (result.errors?.length) run.errors.push(...rootErrors(result, renamed))
    if (isObject(result.data)) {
      rewrite?.(result.data)
      merge(run.data, result.data, types)
    } else if (!result.errors?.length) run.errors.push(nonsenseError(node.serviceName, []))
  }
}
