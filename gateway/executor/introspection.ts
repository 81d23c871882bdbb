import {
  executeSync,
  Kind,
  print,
  visit,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Data } from './data.ts'
import type { Fragments } from './selection.ts'

/** An operation split in what the gateway answers itself and what subgraphs are asked. */
export interface Split {
  /** `__schema` and `__type`; null when they are not asked for. */
  local: DocumentNode | null
  /** The text to plan; null when nothing is left for subgraphs. */
  remote: string | null
}

const LOCAL = new Set(['__schema', '__type'])

export function splitIntrospection(
  text: string,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): Split {
  const local = pick(operation.selectionSet, fragments, name => LOCAL.has(name))
  const remote = pick(operation.selectionSet, fragments, name => !name.startsWith('__'))
  if (!remote.selections.length)
    return { local: local.selections.length ? withSelection(document, operation, local) : null, remote: null }
  if (!local.selections.length) return { local: null, remote: text }
  const fields = pick(operation.selectionSet, fragments, name => !LOCAL.has(name))
  return { local: withSelection(document, operation, local), remote: print(withSelection(document, operation, fields)) }
}

export function introspect(schema: GraphQLSchema, document: DocumentNode, variables: Data): ExecutionResult {
  return executeSync({ schema, document, variableValues: variables })
}

/** Root fields whose names are wanted; fragments spread at the root become inline ones. */
function pick(set: SelectionSetNode, fragments: Fragments, wanted: (name: string) => boolean): SelectionSetNode {
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return wanted(selection.name.value) ? [selection] : []
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
    if (!fragment) return []
    const selectionSet = pick(fragment.selectionSet, fragments, wanted)
    if (!selectionSet.selections.length) return []
    const { typeCondition } = fragment
    const { directives } = selection
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        selectionSet,
        ...(typeCondition && { typeCondition }),
        ...(directives && { directives }),
      },
    ]
  })
  return { ...set, selections }
}

/** The operation with another root, the fragments that it still spreads and the variables that it still uses. */
function withSelection(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  selectionSet: SelectionSetNode,
): DocumentNode {
  const definitions = new Map<string, DocumentNode['definitions'][number]>()
  const variables = new Set<string>()
  const follow = (set: SelectionSetNode) =>
    visit(set, {
      Variable: node => void variables.add(node.name.value),
      FragmentSpread(node) {
        const name = node.name.value
        const found = document.definitions.find(
          each => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name,
        )
        if (definitions.has(name) || found?.kind !== Kind.FRAGMENT_DEFINITION) return
        definitions.set(name, found)
        follow(found.selectionSet)
      },
    })
  follow(selectionSet)
  const variableDefinitions =
    operation.variableDefinitions?.filter(each => variables.has(each.variable.name.value)) ?? []
  return {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, variableDefinitions, selectionSet }, ...definitions.values()],
  }
}
