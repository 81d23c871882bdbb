import { hash } from 'node:crypto'

/** Values up to so many characters are kept as they are. */
const LONGEST = 128
/** Of longer ones so many at either end, and the length, tell them apart. */
const LOOKED_AT = 4_096

/**
 * A field's value as a text of at most 128 characters: a longer one is cut, with a digest at its end. Lists and objects are their JSON. Null
 * when there is no value.
 */
export function valueText(value: unknown): string | null {
  if (value === undefined || value === null) return null
  const text = typeof value === 'object' ? jsonOf(value) : String(value)
  return text.length <= LONGEST ? text : `${text.slice(0, 64)}…${digestOf(text)}`
}

/** 64 bits that tell texts apart, whatever somebody does to make them alike. */
export function digest(text: string): readonly [high: number, low: number] {
  const hex = digestOf(text)
  const high = Number.parseInt(hex.slice(0, 8), 16)
  const low = Number.parseInt(hex.slice(8), 16)
  // Zeros say that there is no value.
  return high === 0 && low < 2_048 ? [1, low] : [high, low]
}

/** A value as a number; null when it is none. */
export function valueNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.length <= 40 && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

function digestOf(text: string): string {
  const looked =
    text.length <= 2 * LOOKED_AT ? text : `${text.slice(0, LOOKED_AT)}${text.length}${text.slice(-LOOKED_AT)}`
  return hash('sha256', looked, 'hex').slice(0, 16)
}

function jsonOf(value: object): string {
  try {
    return JSON.stringify(value)
  } catch {
    return 'too deep to be told'
  }
}
