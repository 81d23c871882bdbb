import { QueryPlanner } from '@graphql-hive/router-query-planner'
import {
  buildASTSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type ASTNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql'
import { publicSchema } from './public-schema.ts'
import { TypeConditions } from './type-conditions.ts'

/** Everything that is known of a supergraph before the first request. */
export interface Supergraph {
  planner: QueryPlanner
  /** What clients see: validation and introspection use it. `@requiresScopes` is still on its AST nodes. */
  schema: GraphQLSchema
  /** Which types satisfy which type conditions, hidden types included. */
  types: TypeConditions
  /** The schema as composed, with what is hidden and `@join__…` on its AST nodes. */
  whole: GraphQLSchema
  /** Names of the subgraphs with their addresses as composed; an address may be empty. */
  subgraphs: Map<string, string>
}

/** Reads a composed supergraph (join v0.3 or later); throws when it is not one. */
export function loadSupergraph(sdl: string): Supergraph {
  const document = readable(() => parse(sdl, { noLocation: true }))
  const subgraphs = new Map([...subgraphsOf(document)].map(([name, { url }]) => [name, url]))
  return readable(() => {
    const whole = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true })
    const schema = publicSchema(document)
    if (!schema.getQueryType()) throw new Error('It has no queries.')
    return { planner: new QueryPlanner(sdl), schema, types: new TypeConditions(whole), whole, subgraphs }
  })
}

function readable<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new Error(`This is not a supergraph that can be served: ${(error as Error).message} Compose it anew.`, {
      cause: error,
    })
  }
}

/** Whether a subgraph can be asked for a field of a type. */
export function offers({ whole }: Supergraph, subgraph: string, typeName: string, fieldName: string): boolean {
  const type = whole.getType(typeName)
  if (!isObjectType(type) && !isInterfaceType(type)) return false
  const field = type.getFields()[fieldName]
  const graph = graphsOf(whole.getType('join__Graph')?.astNode).get(subgraph)?.graph
  if (!field || !graph) return false
  const own = (field.astNode?.directives ?? []).filter(each => each.name.value === 'join__field')
  const named = own.filter(each => argument(each, 'graph') !== '')
  // Without a word about the field it is in every subgraph that has the type.
  const says = named.length
    ? named.filter(each => argument(each, 'external') !== 'true')
    : (type.astNode?.directives ?? []).filter(each => each.name.value === 'join__type')
  return says.some(each => argument(each, 'graph') === graph)
}

interface Graph {
  url: string
  /** Its name inside the supergraph. */
  graph: string
}

function subgraphsOf(document: DocumentNode): Map<string, Graph> {
  const found = graphsOf(document.definitions.find(each => 'name' in each && each.name?.value === 'join__Graph'))
  if (!found.size) throw new Error('This is not a supergraph: it names no subgraphs. Compose one first.')
  return found
}

function graphsOf(node: ASTNode | null | undefined): Map<string, Graph> {
  if (node?.kind !== Kind.ENUM_TYPE_DEFINITION) return new Map()
  return new Map(
    (node.values ?? []).map(value => {
      const join = value.directives?.find(directive => directive.name.value === 'join__graph')
      const said = (name: string) => (join ? argument(join, name) : '')
      return [said('name'), { url: said('url'), graph: value.name.value }]
    }),
  )
}

function argument(directive: ConstDirectiveNode, name: string): string {
  const value = directive.arguments?.find(each => each.name.value === name)?.value
  return value && 'value' in value ? String(value.value) : ''
}
