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

type Step = { field: string } | { types: string[] }

export function compileEntityPath(segments: FlattenNodePathSegment[], types: TypeConditions): EntityPath {
  // Lists are entered wherever they stand, so the planner's marks for them carry nothing.
  const steps = segments.flatMap((segment): Step[] => {
    if (segment === '@') return []
    return 'Field' in segment ? [{ field: segment.Field }] : [{ types: segment.TypeCondition }]
  })

  function walk(
    value: unknown,
    at: number,
    trail: Path | null,
    found: (entity: Data, trail: Path | null) => void,
  ): void {
    if (value === null || typeof value !== 'object') return
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) {
        trail?.push(i)
        walk(value[i], at, trail, found)
        trail?.pop()
      }
      return
    }
    const data = value as Data
    const step = steps[at]
    if (step === undefined) found(data, trail)
    else if ('field' in step) {
      trail?.push(step.field)
      walk(data[step.field], at + 1, trail, found)
      trail?.pop()
    } else if (fits(data.__typename, step.types)) walk(data, at + 1, trail, found)
  }

  function fits(typename: unknown, conditions: string[]): boolean {
    if (typeof typename !== 'string') return true
    return conditions.some(condition => types.matches(typename, condition))
  }

  return {
    collect(root) {
      const entities: Data[] = []
      walk(root, 0, null, entity => entities.push(entity))
      return entities
    },
    locate(root) {
      const places = new Map<Data, Path>()
      walk(root, 0, [], (entity, trail) => places.set(entity, [...(trail ?? [])]))
      return places
    },
  }
}
