import { Kind, type FieldNode, type GraphQLFormattedError, type SelectionSetNode } from 'graphql'
import type { Fragments } from './selection.ts'

/**
 * Cuts the path of an error where it leaves what the client selected: subgraphs are also asked for keys and for what other
 * fields require, and a client can do nothing with the path of a field that it never named.
 */
export function toClientPath(
  error: GraphQLFormattedError,
  root: SelectionSetNode,
  fragments: Fragments,
): GraphQLFormattedError {
  const { path } = error
  if (!path) return error
  let sets = [root]
  for (let i = 0; i < path.length; i++) {
    const key = path[i]
    if (typeof key === 'number') continue
    const fields = sets.flatMap(set => fieldsNamed(key!, set, fragments))
    if (!fields.length) return { ...error, path: path.slice(0, i) }
    sets = fields.flatMap(field => field.selectionSet ?? [])
  }
  return error
}

/** Fields with that response key, on whichever type. */
function fieldsNamed(key: string, set: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return set.selections.flatMap(selection => {
    if (selection.kind === Kind.FIELD) return (selection.alias ?? selection.name).value === key ? [selection] : []
    const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
    return inner ? fieldsNamed(key, inner.selectionSet, fragments) : []
  })
}
