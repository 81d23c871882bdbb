import 'reflect-metadata'
import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph'
import { parse, type GraphQLSchema } from 'graphql'
import { buildTypeDefsAndResolvers } from 'type-graphql'
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
  /** Made resolver objects, for those whose constructor takes something. */
  instances?: readonly object[]
  /** How entities of this subgraph, by type name, are found by key. */
  references: Record<string, ResolveReference>
}

/** The executable Federation 2 schema of one subgraph. Several live in one process: nothing is taken that is not reachable from `resolvers`. */
export async function buildSubgraph(parts: SchemaParts): Promise<GraphQLSchema> {
  const instances = new Map((parts.instances ?? []).map(instance => [instance.constructor, instance]))
  const { typeDefs, resolvers } = await buildTypeDefsAndResolvers({
    resolvers: parts.resolvers as never,
    orphanedTypes: [],
    validate: false,
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    container: { get: someClass => instances.get(someClass) ?? new (someClass as new () => object)() },
  })
  const map = resolvers as Record<string, Record<string, unknown>>
  for (const [type, resolve] of Object.entries(parts.references))
    map[type] = { ...map[type], __resolveReference: resolve }
  const used = IMPORTS.filter(name => new RegExp(`${name}\\b`).test(typeDefs))
  const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${used.map(name => `"${name}"`).join(', ')}])\n`
  return buildSubgraphSchema([{ typeDefs: parse(link + typeDefs), resolvers: map as never }])
}

/** The SDL that composition takes. */
export function subgraphSdl(schema: GraphQLSchema): string {
  return printSubgraphSchema(schema)
}
