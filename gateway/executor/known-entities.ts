import type { RequiresSelection } from '@graphql-hive/router-query-planner'
import type { Data } from './data.ts'
import type { TypeConditions } from './type-conditions.ts'

/** The fields that tell entities of a type apart in what a fetch requires; null when objects are among them. */
export type KeyFields = (typename: unknown) => readonly string[] | null

export function compileKeyFields(selections: RequiresSelection[], types: TypeConditions): KeyFields {
  const known = new Map<unknown, readonly string[] | null>()
  return typename => {
    let fields = known.get(typename)
    if (fields === undefined) {
      // Names that no schema knows are not kept: a broken subgraph cannot fill the memory with them.
      if (typename !== undefined && !(typeof typename === 'string' && types.has(typename))) return null
      known.set(typename, (fields = keyFields(selections, typename, types)))
    }
    return fields
  }
}

function keyFields(
  selections: RequiresSelection[],
  typename: unknown,
  types: TypeConditions,
): readonly string[] | null {
  const fields = new Set<string>()
  for (const selection of selections) {
    if (selection.kind === 'FragmentSpread') return null
    if (selection.kind === 'Field') {
      if (selection.selections?.length) return null
      if (selection.name !== '__typename') fields.add(selection.name)
      continue
    }
    const { typeCondition, selections } = selection
    const fits =
      typeof typename !== 'string' || types.matches(typename, typeCondition) || types.matches(typeCondition, typename)
    const inner = fits ? keyFields(selections, typename, types) : []
    if (!inner) return null
    for (const field of inner) fields.add(field)
  }
  return fields.size ? [...fields] : null
}

interface Level extends Map<unknown, Level | number> {}

/**
 * Finds the index of an entity that came up before by the values of its key, a fraction of what it costs to build its representation and
 * compare texts: of the places of one fetch most are repetitions.
 */
export class KnownEntities {
  private readonly fieldsOf: KeyFields
  private readonly byType: Level = new Map()

  constructor(fieldsOf: KeyFields) {
    this.fieldsOf = fieldsOf
  }

  /** `make` gives the index of one that is new here. */
  indexOf(entity: Data, make: (entity: Data) => number): number {
    const typename = entity.__typename
    const fields = this.fieldsOf(typename)
    if (fields === null) return make(entity)
    let level = this.byType
    let value = typename
    for (let i = 0; i < fields.length; i++) {
      let next = level.get(value) as Level | undefined
      if (next === undefined) level.set(value, (next = new Map()))
      level = next
      value = entity[fields[i]!]
      if (typeof value === 'object' && value !== null) return make(entity)
    }
    let index = level.get(value) as number | undefined
    if (index === undefined) level.set(value, (index = make(entity)))
    return index
  }
}
