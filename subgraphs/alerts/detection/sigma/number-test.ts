import type { FieldTest } from '../predicate/predicate.ts'
import type { Asked, Wanted } from './asked.ts'
import { DATE_PARTS, dateOf } from './date-part.ts'
import { SigmaRefusal } from './refusal.ts'

const COMPARE: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  lt: (value, limit) => value < limit,
  lte: (value, limit) => value <= limit,
  gt: (value, limit) => value > limit,
  gte: (value, limit) => value >= limit,
}

/** Compares a number, or a part of a date, with any of the values. */
export function numberTest({ field, modifiers, line }: Asked, values: readonly Wanted[]): FieldTest['test'] {
  const part = Object.keys(DATE_PARTS).find(name => modifiers.includes(name))
  const comparison = Object.keys(COMPARE).find(name => modifiers.includes(name))
  const compare = comparison ? COMPARE[comparison]! : (value: number, wanted: number) => value === wanted
  const limits = values.map(value => {
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new SigmaRefusal(
        line,
        `${field}|${modifiers.join('|')} takes numbers, without quotes; ${JSON.stringify(value)} is none.`,
      )
    const range = part ? DATE_PARTS[part]! : null
    if (range && !(Number.isInteger(value) && value >= range.least && value <= range.most))
      throw new SigmaRefusal(
        line,
        `${field}|${part} takes whole numbers from ${range.least} to ${range.most}; ${value} is none.`,
      )
    return value
  })
  return value => {
    const date = part ? dateOf(value) : null
    const number = part ? date && DATE_PARTS[part]!.of(date) : numberOf(value)
    return number !== null && limits.some(limit => compare(number, limit))
  }
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i.test(value)
    ? Number(value)
    : null
}
