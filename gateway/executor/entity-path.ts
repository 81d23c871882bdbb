import type { FlattenNodePathSegment } from '@graphql-hive/router-query-planner'
import type { Data, Path } from './data.ts'
import type { TypeConditions } from './type-conditions.ts'

/** Where in the data the entities of one fetch stand. */
export interface EntityPath {
  /** The entities, in the order of the data. */
  collect(root: Data): Data[]
  /** The same with the place of each; dearer, so used only for errors. */
  locate(root: Data): Map<Data, Path>
}

type Step = { field: string; types?: never } | { field?: never; types: string[] }

export function compileEntityPath(segments: FlattenNodePathSegment[], types: TypeConditions): EntityPath {
  // Lists are entered wherever they stand, so the planner's marks for them carry nothing.
  const steps = segments.flatMap((segment): Step[] => {
    if (segment === '@') return []
    return 'Field' in segment ? [{ field: segment.Field }] : [{ types: segment.TypeCondition }]
  })

  function fits(typename: unknown, conditions: string[]): boolean {
    if (typeof typename !== 'string') return true
    return conditions.some(condition => types.matches(typename, condition))
  }

  function collect(value: unknown, at: number, entities: Data[]): void {
    if (value === null || typeof value !== 'object') return
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) collect(value[i], at, entities)
      return
    }
    const data = value as Data
    const step = steps[at]
    if (step === undefined) entities.push(data)
    else if (step.field !== undefined) collect(data[step.field], at + 1, entities)
    else if (fits(data.__typename, step.types)) collect(data, at + 1, entities)
  }

  function locate(value: unknown, at: number, trail: Path, places: Map<Data, Path>): void {
    if (value === null || typeof value !== 'object') return
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) locate(value[i], at, [...trail, i], places)
      return
    }
    const data = value as Data
    const step = steps[at]
    if (step === undefined) places.set(data, trail)
    else if (step.field !== undefined) locate(data[step.field], at + 1, [...trail, step.field], places)
    else if (fits(data.__typename, step.types)) locate(data, at + 1, trail, places)
  }

  return {
    collect(root) {
      const entities: Data[] = []
      collect(root, 0, entities)
      return entities
    },
    locate(root) {
      const places = new Map<Data, Path>()
      locate(root, 0, [], places)
      return places
    },
  }
}
