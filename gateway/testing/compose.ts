import { buildSubgraphSchema } from '@apollo/subgraph'
import type { Handle, SubgraphAnswer } from '@casbah/kit'
import { composeServices } from '@theguild/federation-composition'
import { execute, getOperationAST, GraphQLError, parse, subscribe, validate, type ExecutionResult } from 'graphql'

type Resolve = (
  source: never,
  args: never,
  context: { signedCaller: string | undefined; signal: AbortSignal | undefined },
) => unknown

export interface TestSubgraph {
  sdl: string
  resolvers: Record<string, Record<string, Resolve | { subscribe: Resolve; resolve?: Resolve }>>
}

export interface TestGraph {
  supergraphSdl: string
  handles: Record<string, Handle>
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@interfaceObject", "@inaccessible", "@requiresScopes", "@cost", "@listSize"
])\n`

/** Composes subgraphs held in memory, with their addresses where there are some; throws with every composition error. */
export function composeGraph(
  subgraphs: Record<string, TestSubgraph>,
  addresses: Record<string, string> = {},
): TestGraph {
  const services = Object.entries(subgraphs).map(([name, { sdl }]) => ({
    name,
    typeDefs: parse(LINK + sdl),
    ...(addresses[name] ? { url: addresses[name] } : {}),
  }))
  const composed = composeServices(services)
  if (composed.errors) throw new Error(composed.errors.map(error => error.message).join('\n'))
  const handles = Object.entries(subgraphs).map(([name, subgraph]) => [name, handleOf(subgraph)] as const)
  return { supergraphSdl: composed.supergraphSdl, handles: Object.fromEntries(handles) }
}

function handleOf({ sdl, resolvers }: TestSubgraph): Handle {
  const schema = buildSubgraphSchema([{ typeDefs: parse(LINK + sdl), resolvers: resolvers as never }])
  return async (request, signedCaller, signal): Promise<SubgraphAnswer> => {
    const document = parse(request.query)
    const errors = validate(schema, document)
    if (errors.length) return { errors }
    const args = {
      schema,
      document,
      variableValues: request.variables ?? {},
      operationName: request.operationName ?? null,
      contextValue: { signedCaller, signal },
    }
    if (getOperationAST(document, request.operationName)?.operation !== 'subscription') return execute(args)
    return (await subscribe(args)) as AsyncGenerator<ExecutionResult, void, void>
  }
}

/** A failure with a code, as a subgraph's own. */
export function coded(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } })
}
