import type {
  BatchFetchNode,
  FetchNode,
  FlattenNodePathSegment,
  RequiresSelection,
} from '@graphql-hive/router-query-planner'
import type { Data, Path } from './data.ts'
import { compileEntityPath, type EntityPath } from './entity-path.ts'
import { entityErrors, nonsenseError, placesByIndex } from './errors.ts'
import { compileKeyFields, KnownEntities, type KeyFields } from './known-entities.ts'
import { mergeEntities } from './merge.ts'
import { SubgraphOperation } from './operation.ts'
import type { Step } from './plan.ts'
import { compileRequires, Representations, type Require } from './representations.ts'
import { compileRewrites, renamedKeys, type Rewrite } from './rewrites.ts'
import { send, type Run } from './run.ts'
import type { TypeConditions } from './type-conditions.ts'

/** One `_entities` field of an operation: where its entities stand, what it needs of them, what to do with what it brings. */
interface EntityField {
  /** Response key in the subgraph's answer. */
  alias: string
  variable: string
  paths: EntityPath[]
  require: Require
  keyFields: KeyFields
  rewriteInput: Rewrite | null
  rewriteOutput: Rewrite | null
  renamed: Map<string, string>
}

interface Planned {
  requires?: RequiresSelection[]
  inputRewrites?: FetchNode['inputRewrites']
  outputRewrites?: FetchNode['outputRewrites']
}

/** A fetch of more fields for entities that stand at one path. */
export function compileEntityFetch(path: FlattenNodePathSegment[], node: FetchNode, types: TypeConditions): Step {
  const field = compileField('_entities', 'representations', [path], node, types)
  return compileFields(new SubgraphOperation(node), [field], types)
}

/** Several entity fetches to one subgraph in one request, each under an alias. */
export function compileBatchFetch(node: BatchFetchNode, types: TypeConditions): Step {
  const fields = node.entityBatch.aliases.map(each =>
    compileField(each.alias, each.representationsVariableName, each.paths, each, types),
  )
  return compileFields(new SubgraphOperation(node), fields, types)
}

function compileField(
  alias: string,
  variable: string,
  paths: FlattenNodePathSegment[][],
  node: Planned,
  types: TypeConditions,
): EntityField {
  return {
    alias,
    variable,
    paths: paths.map(path => compileEntityPath(path, types)),
    require: compileRequires(node.requires ?? [], types),
    keyFields: compileKeyFields(node.requires ?? [], types),
    rewriteInput: compileRewrites(node.inputRewrites, types),
    rewriteOutput: compileRewrites(node.outputRewrites, types),
    renamed: renamedKeys(node.outputRewrites),
  }
}

/** The places that asked, and for each the index of its representation. */
interface Asked {
  field: EntityField
  places: Data[]
  indexes: number[]
}

function compileFields(operation: SubgraphOperation, fields: EntityField[], types: TypeConditions): Step {
  return async run => {
    const sets = new Map<string, Representations>()
    const asked = fields.map(field => ask(field, run.data, sets))
    if (!asked.some(each => each.places.length)) return
    const firstPlace = () =>
      asked.map(each => located(each, run.data)(each.indexes[0] ?? 0)[0]).find(path => path) ?? []
    const result = await send(run, operation, operation.fetch(run.variables, sets), firstPlace)
    if (!result) return
    if (result.errors?.length) takeErrors(run, asked, result.errors)
    for (const { field, places, indexes } of asked) {
      const entities = result.data?.[field.alias]
      if (Array.isArray(entities)) {
        if (field.rewriteOutput)
          for (const entity of new Set<unknown>(entities)) if (entity) field.rewriteOutput(entity as Data)
        mergeEntities(places, indexes, entities, types)
      } else if (places.length && !result.errors?.length)
        run.errors.push(nonsenseError(operation.subgraph, firstPlace()))
    }
  }
}

/** Index of an entity without all that the fetch requires of it. */
const LACKING = -1

function ask(field: EntityField, data: Data, sets: Map<string, Representations>): Asked {
  const set = sets.get(field.variable) ?? new Representations()
  sets.set(field.variable, set)
  const asked: Asked = { field, places: [], indexes: [] }
  const known = new KnownEntities(field.keyFields)
  const represent = (entity: Data) => {
    const representation: Data = {}
    if (entity.__typename !== undefined) representation.__typename = entity.__typename
    if (!field.require(entity, representation)) return LACKING
    field.rewriteInput?.(representation)
    return set.add(representation)
  }
  for (const path of field.paths) {
    for (const entity of path.collect(data)) {
      const index = known.indexOf(entity, represent)
      if (index === LACKING) continue
      asked.places.push(entity)
      asked.indexes.push(index)
    }
  }
  return asked
}

/** Errors name the alias first, so each goes to the places of its own field. */
function takeErrors(run: Run, asked: Asked[], errors: NonNullable<Parameters<typeof entityErrors>[0]>): void {
  for (const error of errors) {
    const of =
      asked.find(each => each.field.alias === error.path?.[0]) ?? asked.find(each => each.places.length) ?? asked[0]!
    run.errors.push(...entityErrors([error], of.field.renamed, located(of, run.data)))
  }
}

function located(asked: Asked, data: Data): (index: number) => Path[] {
  const places = new Map<Data, Path>()
  for (const path of asked.field.paths) for (const [entity, place] of path.locate(data)) places.set(entity, place)
  return placesByIndex(asked.places, asked.indexes, places)
}
