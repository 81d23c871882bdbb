import type { FetchNode, PlanNode, QueryPlan } from '@graphql-hive/router-query-planner'
import { GraphQLError, type DocumentNode, type OperationDefinitionNode } from 'graphql'
import type { Data } from './data.ts'
import { deadline } from './deadline.ts'
import { type PreparedDocument } from './document.ts'
import { compileEventSource, type EventSource } from './event-source.ts'
import { splitIntrospection } from './introspection.ts'
import { tooMuch, type Limits } from './limits.ts'
import { compilePlan, countFetches, subscriptionOf, type Step } from './plan.ts'
import { compileProjection, type Projection } from './projection.ts'
import { compileRootResult } from './root-fetch.ts'
import type { Run } from './run.ts'
import type { Fragments } from './selection.ts'
import { compileShareKey } from './share-key.ts'
import type { Supergraph } from './supergraph.ts'
import type { SubgraphResult } from './transport.ts'

/** Everything of an operation that does not depend on the request. */
export interface PreparedOperation {
  operation: OperationDefinitionNode
  fragments: Fragments
  /** Fills a run with data from subgraphs. */
  run: Step
  projection: Projection
  /** Introspection asked for beside or instead of data. */
  introspection: DocumentNode | null
  /** The subscription's source and what to do with its events; null for queries and mutations. */
  source: SubscriptionSource | null
}

export interface SubscriptionSource {
  events: EventSource
  take(run: Run, event: SubgraphResult): void
  /** What is asked for, wherever it goes on from; null when it cannot be shared. */
  shareKey: ((variables: Data) => string) | null
}

const NO_LABELS = new Set<string>()
const PLANNING_MS = 5_000

/** Plans off the main thread and compiles the plan; throws a GraphQLError when the plan would be too large. */
export async function prepareOperation(
  document: PreparedDocument,
  operation: OperationDefinitionNode,
  supergraph: Supergraph,
  limits: Limits,
): Promise<PreparedOperation> {
  const { schema, types } = supergraph
  const root = schema.getRootType(operation.operation)
  if (!root) throw new GraphQLError(`The schema has no ${operation.operation}s.`)
  const split = splitIntrospection(document.text, document.ast, operation, document.fragments)
  const node = split.remote === null ? undefined : await plan(supergraph, split.remote, operation)
  if (countFetches(node) > limits.fetches) {
    throw tooMuch(
      `The operation needs ${countFetches(node)} requests to subgraphs; at most ${limits.fetches} are made. Split it.`,
    )
  }
  const subscription = subscriptionOf(node)
  const selected = [{ set: operation.selectionSet, when: [] }]
  return {
    operation,
    fragments: document.fragments,
    run: compilePlan(node, types),
    projection: compileProjection(root, selected, { schema, types, fragments: document.fragments }),
    introspection: split.local,
    source: subscription ? sourceOf(subscription.primary, operation, document, supergraph) : null,
  }
}

function sourceOf(
  node: FetchNode,
  operation: OperationDefinitionNode,
  { fragments }: PreparedDocument,
  supergraph: Supergraph,
): SubscriptionSource {
  const events = compileEventSource(node, supergraph)
  return {
    events,
    take: compileRootResult(node, supergraph.types),
    shareKey: events.isShareable ? compileShareKey(operation, fragments) : null,
  }
}

async function plan(
  supergraph: Supergraph,
  text: string,
  operation: OperationDefinitionNode,
): Promise<PlanNode | undefined> {
  const limit = deadline(PLANNING_MS, undefined)
  let made: QueryPlan
  try {
    made = await supergraph.planner.planAsync(text, operation.name?.value ?? null, NO_LABELS, 0, limit.signal)
  } catch (error) {
    if (limit.passed) throw tooMuch('The operation is too intricate to be planned. Split it into several.')
    throw error
  } finally {
    limit.clear()
  }
  return made.node
}
