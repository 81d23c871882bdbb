import type { FetchNode } from '@graphql-hive/router-query-planner'
import { isObject, type Data } from './data.ts'
import { SubgraphOperation } from './operation.ts'
import { CURSOR, KIND, makeResumable, SEQUENCE, VARIABLE } from './resumable.ts'
import type { Supergraph } from './supergraph.ts'
import type { SubgraphFetch, SubgraphResult } from './transport.ts'

/** Where in its stream an event stands. */
export interface EventPlace {
  /** From here it goes on after the event. */
  cursor: unknown
  /** Ever growing along the stream; null where events have no `sequence`. */
  sequence: number | null
  /** All that was missed has come: its `kind` is CAUGHT_UP. */
  isCaughtUp: boolean
}

/** Where the events of a subscription come from, and from where on. */
export interface EventSource {
  subgraph: string
  /** Whether two who ask the same at different places can come to share one source: events tell their order, and when they are live. */
  isShareable: boolean
  /** The cursor that the client asked to go on from; undefined when it did not. */
  asked(variables: Data): unknown
  /** The request; with a cursor, from there on. Without one, as the client asked. */
  fetch(variables: Data, cursor: unknown): SubgraphFetch
  /** The place of an event, taken out of it; null when it has none. */
  takePlace(event: SubgraphResult): EventPlace | null
}

/**
 * Compiles the source of a subscription. When its field takes `after: Cursor` and its events have a `cursor`, the subgraph is asked
 * for the place whether or not the client wants it, so that a broken source can be resumed.
 */
export function compileEventSource(node: FetchNode, supergraph: Supergraph): EventSource {
  const planned = { ...node, operationKind: 'subscription' as const }
  const resumable = makeResumable(node, supergraph)
  if (!resumable) {
    const operation = new SubgraphOperation(planned)
    return {
      subgraph: operation.subgraph,
      isShareable: false,
      asked: () => undefined,
      fetch: variables => operation.fetch(variables),
      takePlace: () => null,
    }
  }
  const { key, asked, text, usages, isOrdered } = resumable
  const operation = new SubgraphOperation({ ...planned, operation: text, variableUsages: usages })
  return {
    subgraph: operation.subgraph,
    isShareable: isOrdered,
    asked,
    fetch(variables, cursor) {
      const after = cursor === undefined ? asked(variables) : cursor
      return operation.fetch(after === undefined ? variables : { ...variables, [VARIABLE]: after })
    },
    takePlace(event) {
      const data = event.data?.[key]
      if (!isObject(data)) return null
      const { [CURSOR]: cursor, [SEQUENCE]: sequence, [KIND]: kind } = data
      for (const name of [CURSOR, SEQUENCE, KIND]) delete data[name]
      if (cursor === undefined || cursor === null) return null
      return { cursor, sequence: typeof sequence === 'number' ? sequence : null, isCaughtUp: kind === 'CAUGHT_UP' }
    },
  }
}
