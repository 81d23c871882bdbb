import {
  getOperationAST,
  GraphQLError,
  Kind,
  parse,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
} from 'graphql'
import { BoundedCache } from './bounded-cache.ts'
import { sizesOverLimits, textOverLimits, type Limits } from './limits.ts'
import type { PreparedOperation } from './prepared-operation.ts'

/** A document parsed and checked once; its operations are planned when first asked for. */
export interface PreparedDocument {
  text: string
  ast: DocumentNode
  /** What is wrong with it; empty when it may run. */
  errors: readonly GraphQLError[]
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
  /** By operation name; a promise, so that requests that come at once share one planning. */
  operations: Map<string, Promise<PreparedOperation>>
}

/** Of all documents kept together: with its tree and its plan one takes some hundred times its text. */
const CACHED_CHARACTERS = 2_000_000

/** Documents by their text, the last used ones kept. */
export class Documents {
  private readonly byText: BoundedCache<string, PreparedDocument>
  private readonly byAst = new WeakMap<DocumentNode, PreparedDocument>()
  private readonly schema: GraphQLSchema
  private readonly limits: Limits

  constructor(schema: GraphQLSchema, limits: Limits, capacity: number) {
    this.byText = new BoundedCache(capacity, { most: CACHED_CHARACTERS, of: text => text.length })
    this.schema = schema
    this.limits = limits
  }

  get size(): number {
    return this.byText.size
  }

  /** Throws a GraphQLError when the text is too long or does not parse; what validation finds is in `errors`. */
  prepare(text: string): PreparedDocument {
    const known = this.byText.get(text)
    if (known) return known
    const over = textOverLimits(text, this.limits)
    if (over) throw over
    const ast = parseText(text)
    const fragments = new Map(
      ast.definitions.flatMap(each =>
        each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
      ),
    )
    // What is too large is not validated, since some of the rules compare every field with every other.
    let errors: readonly GraphQLError[] = sizesOverLimits(ast, fragments, this.limits)
    if (!errors.length) errors = [...rootsMissing(ast, this.schema), ...validate(this.schema, ast)]
    for (const error of errors) error.extensions.code ??= 'GRAPHQL_VALIDATION_FAILED'
    const document: PreparedDocument = { text, ast, errors, fragments, operations: new Map() }
    this.byText.set(text, document)
    this.byAst.set(ast, document)
    return document
  }

  /** The document that an AST handed out by `prepare` belongs to. */
  of(ast: DocumentNode): PreparedDocument {
    const known = this.byAst.get(ast)
    if (!known) throw new Error('The document was not prepared here.')
    return known
  }
}

/** The rules of graphql-js take an operation of a kind that the schema does not have. */
function rootsMissing(document: DocumentNode, schema: GraphQLSchema): GraphQLError[] {
  return document.definitions.flatMap(each =>
    each.kind === Kind.OPERATION_DEFINITION && !schema.getRootType(each.operation)
      ? [new GraphQLError(`The schema has no ${each.operation}s.`, { nodes: each })]
      : [],
  )
}

function parseText(text: string): DocumentNode {
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof GraphQLError) error.extensions.code ??= 'GRAPHQL_PARSE_FAILED'
    throw error
  }
}

/** The operation to run; throws a GraphQLError that says why there is none. */
export function chooseOperation(
  document: PreparedDocument,
  name: string | undefined | null,
): NonNullable<ReturnType<typeof getOperationAST>> {
  const operation = getOperationAST(document.ast, name)
  if (operation) return operation
  const message = name
    ? `The document has no operation named ${JSON.stringify(name)}.`
    : 'The document has several operations or none. Say by operationName which one to run.'
  throw new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } })
}
