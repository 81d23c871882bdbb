import type { PlanNode, SubscriptionNode } from '@graphql-hive/router-query-planner'
import { compileBatchFetch, compileEntityFetch } from './entity-fetch.ts'
import { compileRootFetch } from './root-fetch.ts'
import type { Run } from './run.ts'
import type { TypeConditions } from './type-conditions.ts'

/** A part of a plan, ready to run; it fills `run.data` and `run.errors`. Rejects only when the request is given up. */
export type Step = (run: Run) => Promise<void>

/** Compiles a plan once; the closures then run for every request with the same document. */
export function compilePlan(node: PlanNode | undefined, types: TypeConditions): Step {
  if (!node) return async () => {}
  switch (node.kind) {
    case 'Fetch':
      return compileRootFetch(node, types)
    case 'BatchFetch':
      return compileBatchFetch(node, types)
    case 'Flatten':
      if (node.node.kind !== 'Fetch') throw new Error(`The planner put a ${node.node.kind} under a Flatten.`)
      return compileEntityFetch(node.path, node.node, types)
    case 'Sequence':
      return inSequence(node.nodes.map(each => compilePlan(each, types)))
    case 'Parallel':
      return inParallel(node.nodes.map(each => compilePlan(each, types)))
    case 'Condition': {
      const { condition } = node
      const then = compilePlan(node.ifClause, types)
      const otherwise = compilePlan(node.elseClause, types)
      return run => (run.variables[condition] ? then(run) : otherwise(run))
    }
    case 'Subscription':
      // The event is the data at hand; what follows in the plan joins to it.
      return async () => {}
    case 'Defer':
      throw new Error('The planner made a plan for @defer, which no schema here declares.')
  }
}

/** The subscription of a plan, which stands first in it. */
export function subscriptionOf(node: PlanNode | undefined): SubscriptionNode | undefined {
  if (node?.kind === 'Subscription') return node
  if (node?.kind !== 'Sequence') return undefined
  return node.nodes.map(subscriptionOf).find(found => found !== undefined)
}

/** How many requests to subgraphs a plan can make. */
export function countFetches(node: PlanNode | undefined): number {
  switch (node?.kind) {
    case undefined:
      return 0
    case 'Sequence':
    case 'Parallel':
      return node.nodes.reduce((sum, each) => sum + countFetches(each), 0)
    case 'Condition':
      return countFetches(node.ifClause) + countFetches(node.elseClause)
    default:
      return 1
  }
}

function inSequence(steps: Step[]): Step {
  return async run => {
    for (const step of steps) await step(run)
  }
}

function inParallel(steps: Step[]): Step {
  return async run => {
    await Promise.all(steps.map(step => step(run)))
  }
}
