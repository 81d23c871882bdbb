import type { Data } from './data.ts'
import type { TypeConditions } from './type-conditions.ts'

/** Merges what a fetch brought into the data at hand, in place; parts of `source` are taken over, or copied when they stand elsewhere, too. */
export function merge(target: Data, source: Data, types: TypeConditions, copied = false): void {
  for (const key in source) {
    const value = source[key]
    const present = target[key]
    if (isContainer(value)) {
      if (!isContainer(present)) target[key] = copied ? copy(value) : value
      else if (present !== value) mergeContainers(present, value, types, copied)
    } else if (key === '__typename' && present !== undefined) {
      // A concrete name wins over that of an interface, never the other way round.
      if (typeof present === 'string' && !types.isObject(present)) target[key] = value
    } else if (value !== undefined && (value !== null || present === undefined)) target[key] = value
  }
}

function mergeContainers(present: object, value: object, types: TypeConditions, copied: boolean): void {
  if (!Array.isArray(present) || !Array.isArray(value)) {
    if (!Array.isArray(present) && !Array.isArray(value)) merge(present as Data, value as Data, types, copied)
    return
  }
  for (let i = 0; i < value.length; i++) {
    if (i >= present.length) present[i] = copied ? copy(value[i]) : value[i]
    else if (isContainer(present[i]) && isContainer(value[i])) mergeContainers(present[i], value[i], types, copied)
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/**
 * Spreads the entities of one answer over the places that asked for them. The first place takes the parts of the entity themselves,
 * later places copies: most entities have one place, and copying all of them would halve the throughput.
 */
export function mergeEntities(places: Data[], indexes: number[], entities: unknown[], types: TypeConditions): void {
  const used = new Uint8Array(entities.length)
  for (let i = 0; i < places.length; i++) {
    const index = indexes[i]!
    const entity = entities[index]
    if (entity === null || typeof entity !== 'object') continue
    merge(places[i]!, entity as Data, types, used[index] === 1)
    used[index] = 1
  }
}

/** A copy that may be merged into; values with a class of their own are shared. */
export function copy(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(copy)
  // Dates and other values with a class of their own are never merged into, so they may be shared.
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== null && prototype !== Object.prototype) return value
  const out: Data = {}
  for (const key in value) out[key] = copy((value as Data)[key])
  return out
}
