import {
  GraphQLError,
  Kind,
  Lexer,
  Source,
  TokenKind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** Bounds of one document; what goes beyond is refused before it is planned. */
export interface Limits {
  /** Characters of the document. */
  characters: number
  /** Tokens of the document. */
  tokens: number
  /** Brackets inside brackets, of selections and of values: parsing and validation go as deep. */
  nesting: number
  /** Operations and fragments. */
  definitions: number
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
  nesting: 200,
  definitions: 200,
  depth: 15,
  aliases: 100,
  fields: 2_000,
  fetches: 200,
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

interface Size {
  depth: number
  aliases: number
  fields: number
}

/** Why a text is not even parsed, or null. Nothing here goes deeper, or takes longer, the more there is. */
export function textOverLimits(text: string, limits: Limits): GraphQLError | null {
  if (text.length > limits.characters)
    return tooMuch(
      `The document has ${text.length} characters; at most ${limits.characters} are read. Split it into several operations.`,
    )
  const lexer = new Lexer(new Source(text))
  let nesting = 0
  for (let tokens = 1; ; tokens++) {
    let kind: TokenKind
    try {
      kind = lexer.advance().kind
    } catch {
      // The parser finds the same and says it.
      return null
    }
    if (kind === TokenKind.EOF) return null
    if (tokens > limits.tokens)
      return tooMuch(`The document has more than ${limits.tokens} tokens. Split it into several operations.`)
    if (kind === TokenKind.BRACE_L || kind === TokenKind.BRACKET_L) nesting++
    else if (kind === TokenKind.BRACE_R || kind === TokenKind.BRACKET_R) nesting--
    if (nesting > limits.nesting)
      return tooMuch(`The document nests more than ${limits.nesting} brackets. Ask for less deep objects.`)
  }
}

/**
 * What of a document is too much to be validated. Each operation is measured with its fragments unfolded, and each fragment once, so cycles and
 * fan-out cost nothing.
 */
export function sizesOverLimits(document: DocumentNode, fragments: Fragments, limits: Limits): GraphQLError[] {
  const { definitions } = document
  if (definitions.length > limits.definitions)
    return [
      tooMuch(
        `The document has ${definitions.length} operations and fragments; at most ${limits.definitions} are read. Send it in parts.`,
      ),
    ]
  const measured = new Map<string, Size>()
  return definitions.flatMap(definition => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return []
    const size = measure(definition.selectionSet, fragments, measured)
    return (['depth', 'aliases', 'fields'] as const)
      .filter(key => size[key] > limits[key])
      .map(key =>
        tooMuch(
          `The operation has a ${NAMES[key]} of ${size[key]}; at most ${limits[key]} is answered. ${REMEDIES[key]}`,
        ),
      )
  })
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

function measure(set: SelectionSetNode, fragments: Fragments, measured: Map<string, Size>): Size {
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
      if (selection.selectionSet && !local) add(measure(selection.selectionSet, fragments, measured), 1)
    } else if (selection.kind === Kind.INLINE_FRAGMENT) add(measure(selection.selectionSet, fragments, measured), 0)
    else {
      const fragment = fragments.get(selection.name.value)
      if (fragment) add(measureFragment(fragment, fragments, measured), 0)
    }
  }
  return sum
}

function measureFragment(fragment: FragmentDefinitionNode, fragments: Fragments, measured: Map<string, Size>): Size {
  const name = fragment.name.value
  const known = measured.get(name)
  if (known) return known
  // Stands while the fragment is being measured: a cycle ends here, and graphql-js reports it.
  measured.set(name, { depth: 0, aliases: 0, fields: 0 })
  const size = measure(fragment.selectionSet, fragments, measured)
  measured.set(name, size)
  return size
}
