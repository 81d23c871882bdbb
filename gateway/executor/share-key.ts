import { Kind, print, visit, type FragmentDefinitionNode, type OperationDefinitionNode } from 'graphql'
import type { Data } from './data.ts'

/**
 * Makes a text of what a subscription asks for, wherever it goes on from: two operations with the same text have the same answers from
 * any place on. `after` and what is used for it alone are left out.
 */
export function compileShareKey(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): (variables: Data) => string {
  const asked: OperationDefinitionNode = {
    ...operation,
    name: undefined,
    selectionSet: {
      ...operation.selectionSet,
      selections: operation.selectionSet.selections.map(root =>
        root.kind === Kind.FIELD
          ? { ...root, arguments: (root.arguments ?? []).filter(each => each.name.value !== 'after') }
          : root,
      ),
    },
  }
  const used = new Set<string>()
  for (const node of [asked.selectionSet, ...fragments.values()])
    visit(node, { Variable: ({ name }) => void used.add(name.value) })
  const kept = (operation.variableDefinitions ?? []).filter(each => used.has(each.variable.name.value))
  const text = [{ ...asked, variableDefinitions: kept }, ...fragments.values()].map(print).join('\n')
  const names = kept.map(each => each.variable.name.value)
  return variables => JSON.stringify([text, ...names.map(name => variables[name] ?? null)])
}
