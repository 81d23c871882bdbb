import {
  getOperationAST,
  GraphQLError,
  Kind,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
} from 'graphql'
import { BoundedCache } from './bounded-cache.ts'
import { limitsRule, tooMuch, type Limits } from './limits.ts'
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
  private readonly rules

  constructor(schema: GraphQLSchema, limits: Limits, capacity: number) {
    this.byText = new BoundedCache(capacity, { most: CACHED_CHARACTERS, of: text => text.length })
    this.schema = schema
    this.limits = limits
    this.rules = [...specifiedRules, limitsRule(limits)]
  }

  get size(): number {
    return this.byText.size
  }

  /** Throws a GraphQLError when the text is too long or does not parse; what validation finds is in `errors`. */
  prepare(text: string): PreparedDocument {
    const known = this.byText.get(text)
    if (known) return known
    if (text.length > this.limits.characters) {
      throw tooMuch(
        `The document has ${text.length} characters; at most ${this.limits.characters} are read. Split it into several operations.`,
      )
    }
    const ast = parseText(text, this.limits.tokens)
    const errors = validate(this.schema, ast, this.rules)
    for (const error of errors) error.extensions.code ??= 'GRAPHQL_VALIDATION_FAILED'
    const fragments = new Map(
      ast.definitions.flatMap(each =>
        each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
      ),
    )
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

function parseText(text: string, maxTokens: number): DocumentNode {
  try {
    return parse(text, { maxTokens })
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
