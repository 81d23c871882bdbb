import { isEnumType, type GraphQLLeafType } from 'graphql'
import { NULLED, type Writer } from './writing.ts'

/** Whether JSON has the value as it is: so it has nearly all, and they are told without a call of their writer. */
export function isPlain(value: unknown): boolean {
  return (
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  )
}

export function leafWriter(type: GraphQLLeafType): Writer {
  if (!isEnumType(type)) return leaf
  // A value that the public schema hides, or that the subgraph made up, is no value.
  const names = new Set<unknown>(type.getValues().map(each => each.name))
  return value => (names.has(value) ? value : NULLED)
}

/** What JSON makes of it: null may come out of more than null, and dates come out as text. */
function leaf(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : null
    case 'object':
      return value !== null && 'toJSON' in value && typeof value.toJSON === 'function' ? leaf(value.toJSON()) : value
    case 'bigint':
      throw new TypeError(`JSON has no number like ${value}n: the subgraph must give it as text.`)
    default:
      return null
  }
}
