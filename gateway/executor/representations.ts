import type { RequiresSelection } from '@graphql-hive/router-query-planner'
import type { Data } from './data.ts'
import type { TypeConditions } from './type-conditions.ts'

/** Copies what a fetch requires of an entity into `out`; false when the entity lacks some of it and cannot be asked for. */
export type Require = (entity: Data, out: Data) => boolean

export function compileRequires(selections: RequiresSelection[], types: TypeConditions): Require {
  const steps = selections.map((selection): Require => {
    if (selection.kind === 'InlineFragment')
      return requireFragment(selection.typeCondition, selection.selections, types)
    if (selection.kind === 'FragmentSpread')
      throw new Error(`The planner named a fragment (${selection.value}) in what a fetch requires.`)
    const { name } = selection
    // The planner reads by name and wants the value under the alias.
    const key = selection.alias ?? name
    if (!selection.selections?.length) return requireLeaf(name, key)
    return requireObject(name, key, selection.selections, types)
  })
  return (entity, out) => {
    for (const step of steps) if (!step(entity, out)) return false
    return true
  }
}

function requireFragment(condition: string, selections: RequiresSelection[], types: TypeConditions): Require {
  const inner = compileRequires(selections, types)
  return (entity, out) => {
    const type = entity.__typename
    // Both ways round: the entity of an interface object carries the interface's name.
    const fits = typeof type !== 'string' || types.matches(type, condition) || types.matches(condition, type)
    return fits ? inner(entity, out) : true
  }
}

function requireLeaf(name: string, key: string): Require {
  return (entity, out) => {
    const value = entity[name]
    if (value === undefined) return name === '__typename'
    out[key] = plain(value)
    return true
  }
}

function requireObject(name: string, key: string, selections: RequiresSelection[], types: TypeConditions): Require {
  const inner = compileRequires(selections, types)
  const wantsTypename = selections.some(selection => selection.kind === 'Field' && selection.name === '__typename')
  const copy = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value ?? null
    if (Array.isArray(value)) return value.map(copy)
    const out: Data = {}
    const data = value as Data
    if (wantsTypename && data.__typename !== undefined) out.__typename = data.__typename
    inner(data, out)
    return out
  }
  return (entity, out) => {
    const value = entity[name]
    if (value === undefined) return false
    out[key] = copy(value)
    return true
  }
}

/** A subgraph in this process may hand out dates and the like; another subgraph must get what JSON would make of them. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('toJSON' in value)) return value
  return JSON.parse(JSON.stringify(value))
}

/** Representations of one `_entities` call, equal ones once. The text tells them apart and is also the body that is sent. */
export class Representations {
  readonly values: Data[] = []
  readonly texts: string[] = []
  private readonly indexes = new Map<string, number>()

  /** Index of the representation in the call. */
  add(value: Data): number {
    const text = JSON.stringify(value)
    const known = this.indexes.get(text)
    if (known !== undefined) return known
    const index = this.values.length
    this.indexes.set(text, index)
    this.values.push(value)
    this.texts.push(text)
    return index
  }
}
