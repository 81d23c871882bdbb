import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph'
import { getDocumentNodeFromSchema } from '@graphql-tools/utils'
import { Kind, parse, visit, type DocumentNode, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql'
import { buildSchema, createResolversMap } from 'type-graphql'
import type { Page } from './connection.ts'
import { DateTimeScalar } from './scalars.ts'
import type { Context } from '../service/context.ts'

const IMPORTS = [
  '@key',
  '@shareable',
  '@authenticated',
  '@requiresScopes',
  '@cost',
  '@listSize',
  '@external',
  '@requires',
  '@provides',
]

/** Finds an entity by its key; null when there is none. One call a reference: use a loader. */
export type ResolveReference = (reference: Record<string, unknown>, context: Context) => unknown

export interface SchemaParts {
  /** Resolver classes, all of them. */
  resolvers: readonly (abstract new (...args: never[]) => unknown)[]
  /** Entities that no root field reaches, only references of other subgraphs. */
  types?: readonly (abstract new (...args: never[]) => unknown)[]
  /** Made resolver objects, for those whose constructor takes something. */
  instances?: readonly object[]
  /** How entities of this subgraph, by type name, are found by key. */
  references: Record<string, ResolveReference>
}

/** The executable Federation 2 schema of one subgraph. Several live in one process: nothing is taken that is not reachable from `resolvers`. */
export async function buildSubgraph(parts: SchemaParts): Promise<GraphQLSchema> {
  const instances = new Map((parts.instances ?? []).map(instance => [instance.constructor, instance]))
  const built = await buildSchema({
    resolvers: parts.resolvers as never,
    orphanedTypes: [...(parts.types ?? [])] as never,
    pubSub: NO_TOPICS,
    validate: false,
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    container: { get: someClass => instances.get(someClass) ?? new (someClass as new () => object)() },
  })
  const map = createResolversMap(built) as Record<string, Record<string, unknown>>
  countWhenAsked(map)
  for (const [type, resolve] of Object.entries(parts.references))
    map[type] = { ...map[type], __resolveReference: resolve }
  const { document, used } = readable(getDocumentNodeFromSchema(built))
  const imports = IMPORTS.filter(name => used.has(name.slice(1))).map(name => `"${name}"`)
  const link = parse(
    `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports.join(', ')}])`,
  )
  const typeDefs: DocumentNode = { kind: Kind.DOCUMENT, definitions: [...link.definitions, ...document.definitions] }
  return buildSubgraphSchema([{ typeDefs, resolvers: map as never }])
}

/** A page's `totalCount` is a function, so that nothing is counted that nobody asked for; type-graphql takes a field's value as it is. */
function countWhenAsked(map: Record<string, Record<string, unknown>>): void {
  for (const fields of Object.values(map)) {
    const resolve = fields.totalCount as GraphQLFieldResolver<Page<unknown>, unknown> | undefined
    if (typeof resolve !== 'function') continue
    const counted: GraphQLFieldResolver<Page<unknown>, unknown> = async (page, ...rest) => {
      const value: unknown = await resolve(page, ...rest)
      return typeof value === 'function' ? value.call(page) : value
    }
    fields.totalCount = counted
  }
}

/** Arguments in the order written (decorators run last to first), without the definitions that federation brings; and the directives used. */
function readable(document: DocumentNode): { document: DocumentNode; used: Set<string> } {
  const used = new Set<string>()
  return {
    used,
    document: visit(document, {
      Directive: node => void used.add(node.name.value),
      DirectiveDefinition: () => null,
      SchemaDefinition: () => null,
      FieldDefinition: node => ({ ...node, arguments: [...(node.arguments ?? [])].reverse() }),
    }),
  }
}

/** Every subscription brings a source of its own (`subscribe`); type-graphql asks for topics all the same. */
const NO_TOPICS = {
  publish: () => undefined,
  subscribe: (topic: unknown): never => {
    throw new Error(`the subscription of ${String(topic)} has no source: give it \`subscribe\``)
  },
}

/** The SDL that composition takes. */
export function subgraphSdl(schema: GraphQLSchema): string {
  return printSubgraphSchema(schema)
}
