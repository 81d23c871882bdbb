import { QueryPlanner } from '@graphql-hive/router-query-planner'
import { buildASTSchema, Kind, parse, type DocumentNode, type GraphQLSchema } from 'graphql'
import { publicSchema } from './public-schema.ts'
import { TypeConditions } from './type-conditions.ts'

/** Everything that is known of a supergraph before the first request. */
export interface Supergraph {
  planner: QueryPlanner
  /** What clients see: validation and introspection use it. `@requiresScopes` is still on its AST nodes. */
  schema: GraphQLSchema
  /** Which types satisfy which type conditions, hidden types included. */
  types: TypeConditions
  /** Names of the subgraphs with their addresses as composed; an address may be empty. */
  subgraphs: Map<string, string>
}

/** Reads a composed supergraph (join v0.3 or later); throws when it is not one. */
export function loadSupergraph(sdl: string): Supergraph {
  const document = parse(sdl, { noLocation: true })
  const whole = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true })
  return {
    planner: new QueryPlanner(sdl),
    schema: publicSchema(document),
    types: new TypeConditions(whole),
    subgraphs: subgraphsOf(document),
  }
}

function subgraphsOf(document: DocumentNode): Map<string, string> {
  const found = new Map<string, string>()
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue
    for (const value of definition.values ?? []) {
      const graph = value.directives?.find(directive => directive.name.value === 'join__graph')
      const argument = (name: string) => {
        const node = graph?.arguments?.find(each => each.name.value === name)?.value
        return node?.kind === Kind.STRING ? node.value : ''
      }
      found.set(argument('name'), argument('url'))
    }
  }
  if (!found.size) throw new Error('This is not a supergraph: it names no subgraphs. Compose one first.')
  return found
}
