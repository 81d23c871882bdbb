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
import type { Data } from './data.ts'
import { offers, type Supergraph } from './supergraph.ts'

/** Names that stand beside those of the client's operation. */
export const VARIABLE = 'casbahAfter'
export const CURSOR = 'casbahCursor'
export const SEQUENCE = 'casbahSequence'
export const KIND = 'casbahKind'

export interface Resumable {
  /** Response key of the root field. */
  key: string
  /** The client's own `after`. */
  asked(variables: Data): unknown
  text: string
  usages: string[]
  /** Events also tell their `sequence` and, by `kind`, that they have caught up. */
  isOrdered: boolean
}

/** Null when the field of a subscription takes no cursor, or its events have none. */
export function makeResumable(node: FetchNode, supergraph: Supergraph): Resumable | null {
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
  const isOrdered = ['sequence', 'kind'].every(each => offers(supergraph, node.serviceName, event.name, each))
  const places = { cursor: CURSOR, ...(isOrdered && { sequence: SEQUENCE, kind: KIND }) }
  const changed = withAfter(operation, root, fragments, { type: String(after.type), places })
  const text = print({
    ...document,
    definitions: document.definitions.map(each => (each === operation ? changed : each)),
  })
  return {
    key: (root.alias ?? root.name).value,
    asked: variables => (given ? valueFromASTUntyped(given, variables) : undefined),
    text,
    isOrdered,
    usages: (changed.variableDefinitions ?? []).map(each => each.variable.name.value),
  }
}

/** The operation with `after` in a variable of our own and what tells the place under aliases of our own. */
function withAfter(
  operation: OperationDefinitionNode,
  root: FieldNode,
  fragments: FragmentDefinitionNode[],
  { type, places }: { type: string; places: Record<string, string> },
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
      selections: [
        ...root.selectionSet!.selections,
        ...Object.entries(places).map(([field, alias]) => ({
          kind: Kind.FIELD as const,
          name: name(field),
          alias: name(alias),
        })),
      ],
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
