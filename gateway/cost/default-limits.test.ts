import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { composeServices } from '@theguild/federation-composition'
import { Kind, parse, type GraphQLSchema, type OperationDefinitionNode } from 'graphql'
import { publicSchema } from '../executor/public-schema.ts'
import { DEFAULT_COST_LIMITS } from './budgets.ts'
import { compileEstimate } from './estimate.ts'

/** Cost of each operation of a document with the defaults of its variables. */
function costsOf(text: string, schema: GraphQLSchema): number[] {
  const { definitions } = parse(text)
  const fragments = new Map(
    definitions.flatMap(each => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  )
  return definitions
    .filter((each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION)
    .map(each => compileEstimate(each, fragments, schema).cost({}))
}

describe('the default limits', () => {
  const own = publicSchema(
    parse(readFileSync(join(import.meta.dirname, '..', '..', '..', 'schema', 'supergraph.graphql'), 'utf8')),
  )

  it('are enough for a page of apps with what all subgraphs know of them, and not for pages of 500 in pages of 500', () => {
    const pages = (first: number) =>
      `{ apps(first: ${first}) { edges { node { name connector { slug } secureScore { percent }
         activities(first: ${first}) { edges { node { action alerts { title severity } } } } } } } }`
    // Of each app: edge, node, connector, score (10), connection; of each activity: edge, node, one alert.
    expect(costsOf(pages(10), own)).toEqual([1 + 10 * (1 + 1 + 1 + 10 + 1 + 10 * 3)])
    expect(costsOf(pages(10), own)[0]).toBeLessThan(DEFAULT_COST_LIMITS.operationCost)
    expect(costsOf(pages(500), own)[0]).toBeGreaterThan(DEFAULT_COST_LIMITS.windowCost)
  })

  const shared = resolve(process.env.CASBAH_SHARED ?? '../shared', 'public-api')
  const folder = join(shared, 'operations')
  if (!existsSync(folder)) {
    console.warn(
      `Not run: the price of the public contract's operations, for ${folder} is not there (set CASBAH_SHARED).`,
    )
    return
  }
  const composed = composeServices(
    ['apps', 'activities', 'alerts', 'posture'].map(name => ({
      name,
      typeDefs: parse(readFileSync(join(shared, `${name}.graphql`), 'utf8')),
    })),
  )
  if (composed.errors) throw new Error(composed.errors.map(error => error.message).join('\n'))
  const contract = publicSchema(parse(composed.supergraphSdl))

  it.each(readdirSync(folder))('are enough for each operation of %s', file => {
    const costs = costsOf(readFileSync(join(folder, file), 'utf8'), contract)
    expect(Math.min(...costs)).toBeGreaterThan(0)
    expect(Math.max(...costs)).toBeLessThanOrEqual(DEFAULT_COST_LIMITS.operationCost)
  })
})
