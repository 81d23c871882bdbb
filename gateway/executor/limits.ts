import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql'

/** Bounds of one document; what goes beyond is refused before it is planned. */
export interface Limits {
  /** Characters of the document. */
  characters: number
  /** Tokens of the document. */
  tokens: number
  /** Fields inside fields; introspection is answered locally and bounded by graphql-js. */
  depth: number
  /** Aliased fields, fragments counted each time they are spread. */
  aliases: number
  /** Selected fields, counted in the same way. */
  fields: number
  /** Requests to subgraphs in the plan. */
  fetches: number
}

export const DEFAULT_LIMITS: Limits = {
  characters: 100_000,
  tokens: 10_000,
  depth: 15,
  aliases: 100,
  fields: 2_000,
  fetches: 200,
}

interface Size {
  depth: number
  aliases: number
  fields: number
}

/** Measures each operation with its fragments unfolded. Each fragment is measured once, so cycles and fan-out cost nothing. */
export function limitsRule(limits: Limits): ValidationRule {
  return (context): ASTVisitor => {
    const measured = new Map<string, Size>()
    return {
      OperationDefinition(node) {
        const size = measure(node.selectionSet, context, measured)
        for (const key of ['depth', 'aliases', 'fields'] as const) {
          if (size[key] <= limits[key]) continue
          context.reportError(
            tooMuch(
              `The operation has a ${NAMES[key]} of ${size[key]}; at most ${limits[key]} is answered. ${REMEDIES[key]}`,
            ),
          )
        }
        return false
      },
    }
  }
}

export function tooMuch(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
}

const NAMES = { depth: 'depth', aliases: 'number of aliases', fields: 'number of fields' }
const REMEDIES = {
  depth: 'Ask for less deep objects, or start a second query at the inner one.',
  aliases: 'Split it into several operations.',
  fields: 'Split it into several operations.',
}

function measure(set: SelectionSetNode, context: ValidationContext, measured: Map<string, Size>): Size {
  const sum: Size = { depth: 0, aliases: 0, fields: 0 }
  const add = (part: Size, below: number) => {
    sum.depth = Math.max(sum.depth, part.depth + below)
    sum.aliases += part.aliases
    sum.fields += part.fields
  }
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const { name, alias } = selection
      add({ depth: 1, aliases: alias ? 1 : 0, fields: 1 }, 0)
      const local = name.value === '__schema' || name.value === '__type'
      if (selection.selectionSet && !local) add(measure(selection.selectionSet, context, measured), 1)
    } else if (selection.kind === Kind.INLINE_FRAGMENT) add(measure(selection.selectionSet, context, measured), 0)
    else {
      const fragment = context.getFragment(selection.name.value)
      if (fragment) add(measureFragment(fragment, context, measured), 0)
    }
  }
  return sum
}

function measureFragment(
  fragment: FragmentDefinitionNode,
  context: ValidationContext,
  measured: Map<string, Size>,
): Size {
  const name = fragment.name.value
  const known = measured.get(name)
  if (known) return known
  // Stands while the fragment is being measured: a cycle ends here, and graphql-js reports it.
  measured.set(name, { depth: 0, aliases: 0, fields: 0 })
  const size = measure(fragment.selectionSet, context, measured)
  measured.set(name, size)
  return size
}
