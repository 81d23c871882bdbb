import {
  buildASTSchema,
  execute,
  parse,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql'

type Args = Record<string, unknown>

export interface SubgraphParts {
  /** Root fields; without them the subgraph has entities only. */
  query?: string
  types: string
  /** Values, or functions of the arguments. */
  root?: Record<string, unknown>
  /** Entities by type, each from its key. */
  references: Record<string, (reference: Args) => object | undefined>
}

export interface SubgraphRequest {
  query: string
  variables?: Args | undefined
  operationName?: string | undefined
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@external", "@requires", "@provides"
])\n`
const KEPT = 1_000

/** An answer kept: its JSON text for HTTP, and what that text says for the gateway's own process. */
interface Kept {
  text: string
  value: unknown
}

/**
 * A subgraph that costs next to nothing, so that what is measured is the gateway: every distinct request is executed by graphql-js once and
 * its answer kept, the last thousand of each query. Requests that carry the client's own variables are new each time.
 */
export class Subgraph {
  readonly sdl: string
  private readonly schema: GraphQLSchema
  private readonly root: object
  private readonly documents = new Map<string, DocumentNode | readonly GraphQLError[]>()
  /** By query and variables; of HTTP by the whole body, under an empty query. */
  private readonly answers = new Map<string, Map<string, Kept>>()

  constructor({ query = '', types, root = {}, references }: SubgraphParts) {
    this.sdl = LINK + types + (query && `type Query { ${query} }`)
    const entities = `
      scalar _Any union _Entity = ${Object.keys(references).join(' | ')}
      type Query { ${query} _entities(representations: [_Any!]!): [_Entity]! }`
    this.schema = buildASTSchema(parse(types + entities), { assumeValidSDL: true })
    this.root = {
      ...root,
      _entities: ({ representations }: { representations: Args[] }) =>
        representations.map(each => {
          const entity = references[String(each.__typename)]?.(each)
          return entity && { ...entity, __typename: each.__typename }
        }),
    }
  }

  /** The answer's JSON text; `body` is the whole request as text. */
  answer(body: string): string {
    const read = () => JSON.parse(body) as SubgraphRequest
    return this.kept('', body, read).text
  }

  /**
   * In the gateway's own process: the same answer as a value that the gateway may change. As in a subgraph that holds its data in memory,
   * objects and lists are made for each request, and strings and numbers are those held; there is no text to parse.
   */
  readonly handle = async (request: SubgraphRequest): Promise<{ data?: Args | null; errors?: GraphQLError[] }> =>
    fresh(this.kept(request.query, JSON.stringify(request.variables ?? null), () => request).value) as object

  private kept(query: string, variables: string, read: () => SubgraphRequest): Kept {
    let answers = this.answers.get(query)
    if (!answers) this.answers.set(query, (answers = new Map()))
    let kept = answers.get(variables)
    if (!kept) {
      if (answers.size >= KEPT) answers.delete(answers.keys().next().value!)
      const text = JSON.stringify(this.execute(read()))
      answers.set(variables, (kept = { text, value: JSON.parse(text) }))
    }
    return kept
  }

  private execute({ query, variables, operationName }: SubgraphRequest): unknown {
    let document = this.documents.get(query)
    if (!document) {
      const parsed = parse(query, { noLocation: true })
      const errors = validate(this.schema, parsed)
      document = errors.length ? errors : parsed
      this.documents.set(query, document)
    }
    if (!('kind' in document)) return { errors: document }
    return execute({
      schema: this.schema,
      document,
      rootValue: this.root,
      variableValues: variables ?? null,
      operationName: operationName ?? null,
    })
  }
}

function fresh(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(fresh)
  const made: Args = {}
  for (const key in value) made[key] = fresh((value as Args)[key])
  return made
}
