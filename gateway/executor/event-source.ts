import type { FetchNode } from '@graphql-hive/router-query-planner'
import {
  getNamedType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  parseType,
  print,
  valueFromASTUntyped,
  visit,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql'
import { isObject, type Data } from './data.ts'
import { SubgraphOperation } from './operation.ts'
import { offers, type Supergraph } from './supergraph.ts'
import type { SubgraphFetch, SubgraphResult } from './transport.ts'

/** Where the events of a subscription come from, and from where on. */
export interface EventSource {
  subgraph: string
  /** The request; with a cursor, from there on. Without one, as the client asked. */
  fetch(variables: Data, cursor: unknown): SubgraphFetch
  /** The cursor that an event carries, taken out of it; undefined when it has none. */
  takeCursor(event: SubgraphResult): unknown
}

/** Names that stand beside those of the client's operation. */
const VARIABLE = 'casbahAfter'
const ALIAS = 'casbahCursor'

/**
 * Compiles the source of a subscription. When its field takes `after: Cursor` and its events have a `cursor`, the subgraph is asked
 * for the cursor whether or not the client wants it, so that a broken source can be resumed.
 */
export function compileEventSource(node: FetchNode, supergraph: Supergraph): EventSource {
  const planned = { ...node, operationKind: 'subscription' as const }
  const resumable = makeResumable(node, supergraph)
  if (!resumable) {
    const operation = new SubgraphOperation(planned)
    return { subgraph: operation.subgraph, fetch: variables => operation.fetch(variables), takeCursor: () => undefined }
  }
  const { key, asked, text, usages } = resumable
  const operation = new SubgraphOperation({ ...planned, operation: text, variableUsages: usages })
  return {
    subgraph: operation.subgraph,
    fetch(variables, cursor) {
      const after = cursor === undefined ? asked(variables) : cursor
      return operation.fetch(after === undefined ? variables : { ...variables, [VARIABLE]: after })
    },
    takeCursor(event) {
      const data = event.data?.[key]
      if (!isObject(data)) return undefined
      const cursor = data[ALIAS]
      delete data[ALIAS]
      return cursor ?? undefined
    },
  }
}

interface Resumable {
  /** Response key of the root field. */
  key: string
  /** The client's own `after`. */
  asked(variables: Data): unknown
  text: string
  usages: string[]
}

function makeResumable(node: FetchNode, supergraph: Supergraph): Resumable | null {
  const document = parse(node.operation, { noLocation: true })
  const operation = document.definitions.find(each => each.kind === Kind.OPERATION_DEFINITION)
  const [root, ...more] = operation?.selectionSet.selections ?? []
  if (!operation || root?.kind !== Kind.FIELD || more.length || !root.selectionSet) return null
  const field = supergraph.whole.getSubscriptionType()?.getFields()[root.name.value]
  const after = field?.args.find(each => each.name === 'after')
  const event = field && getNamedType(isNonNullType(field.type) ? field.type.ofType : field.type)
  if (!after || getNamedType(after.type).name !== 'Cursor' || !isObjectType(event)) return null
  if (!offers(supergraph, node.serviceName, event.name, 'cursor')) return null
  const given = root.arguments?.find(each => each.name.value === 'after')?.value
  const fragments = document.definitions.filter(each => each.kind === Kind.FRAGMENT_DEFINITION)
  const changed = withAfter(operation, root, fragments, String(after.type))
  const text = print({
    ...document,
    definitions: document.definitions.map(each => (each === operation ? changed : each)),
  })
  return {
    key: (root.alias ?? root.name).value,
    asked: variables => (given ? valueFromASTUntyped(given, variables) : undefined),
    text,
    usages: (changed.variableDefinitions ?? []).map(each => each.variable.name.value),
  }
}

/** The operation with `after` in a variable of our own and the cursor under an alias of our own. */
function withAfter(
  operation: OperationDefinitionNode,
  root: FieldNode,
  fragments: FragmentDefinitionNode[],
  type: string,
): OperationDefinitionNode {
  const name = (value: string) => ({ kind: Kind.NAME, value }) as const
  const variable = { kind: Kind.VARIABLE, name: name(VARIABLE) } as const
  const field: FieldNode = {
    ...root,
    arguments: [
      ...(root.arguments ?? []).filter(each => each.name.value !== 'after'),
      { kind: Kind.ARGUMENT, name: name('after'), value: variable },
    ],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [...root.selectionSet!.selections, { kind: Kind.FIELD, name: name('cursor'), alias: name(ALIAS) }],
    },
  }
  const used = new Set<string>()
  for (const node of [field, ...fragments]) visit(node, { Variable: ({ name }) => void used.add(name.value) })
  return {
    ...operation,
    selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
    variableDefinitions: [
      // The client's variable for `after` may have no other use, and an unused variable is an error.
      ...(operation.variableDefinitions ?? []).filter(each => used.has(each.variable.name.value)),
      { kind: Kind.VARIABLE_DEFINITION, variable, type: parseType(type, { noLocation: true }) },
    ],
  }
}
