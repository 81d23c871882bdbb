import { isMap, isScalar, isSeq, type Scalar, type YAMLMap } from 'yaml'
import type { Predicate } from '../predicate/predicate.ts'
import type { Reading, Wanted } from './asked.ts'
import { parseCondition } from './condition.ts'
import type { LineOf } from './document.ts'
import { askedPredicate } from './modifiers.ts'
import { keyOf } from './node.ts'
import { SigmaRefusal } from './refusal.ts'

/** Values of one list: each may be looked for one by one. */
const MOST_VALUES = 2_000

/** Reads selections and the condition over them, of a rule or a filter. Names in `apart` are no selections. */
export function parseDetection(
  detection: YAMLMap,
  apart: readonly string[],
  reading: Reading,
  lineOf: LineOf,
): { condition: Predicate; selections: ReadonlyMap<string, Predicate> } {
  const selections = new Map<string, Predicate>()
  for (const pair of detection.items) {
    const name = String(pair.key)
    if (name !== 'condition' && !apart.includes(name))
      selections.set(name, parseSelection(name, pair.value ?? pair.key, reading, lineOf))
  }
  const node = detection.get('condition', true) as unknown
  const line = lineOf(keyOf(detection, 'condition'))
  const texts = isSeq(node)
    ? node.items.map(item => (isScalar(item) ? item.value : null))
    : [isScalar(node) ? node.value : null]
  if (!texts.length || !texts.every(text => typeof text === 'string'))
    throw new SigmaRefusal(
      line,
      'The detection needs a condition: a text such as "selection and not filter", or a list of such texts.',
    )
  const conditions = texts.map(text => parseCondition(text as string, selections, line))
  return { condition: conditions.length === 1 ? conditions[0]! : { is: 'any', of: conditions }, selections }
}

/** A map means all of its fields; a list any of its maps and words. */
function parseSelection(name: string, node: unknown, reading: Reading, lineOf: LineOf): Predicate {
  if (isMap(node) && node.items.length) return parseGroup(node, reading, lineOf)
  if (isScalar(node) && node.value !== null) return words([node], reading, lineOf)
  if (isSeq(node) && node.items.length && node.items.length <= MOST_VALUES && node.items.every(isPart)) {
    const groups = node.items.filter(item => isMap(item)).map(item => parseSelection(name, item, reading, lineOf))
    const scalars = node.items.filter(item => isScalar(item))
    const of = scalars.length ? [...groups, words(scalars, reading, lineOf)] : groups
    return of.length === 1 ? of[0]! : { is: 'any', of }
  }
  throw new SigmaRefusal(
    lineOf(node),
    `Selection ${name} says nothing to look for. Give a map of fields, a list of such maps, or a list of words, ${MOST_VALUES} at most.`,
  )
}

const isPart = (item: unknown) => isMap(item) || isScalar(item)

function words(scalars: readonly Scalar[], reading: Reading, lineOf: LineOf): Predicate {
  return askedPredicate({ field: '', modifiers: [], values: scalars.map(wantedOf), line: lineOf(scalars[0]) }, reading)
}

function parseGroup(map: YAMLMap, reading: Reading, lineOf: LineOf): Predicate {
  const of = map.items.map(pair => {
    const [field = '', ...modifiers] = String(pair.key).split('|')
    const line = lineOf(pair.key)
    if (!field && !modifiers.length)
      throw new SigmaRefusal(line, 'A condition names no field. Write its name before the colon.')
    return askedPredicate({ field, modifiers, values: valuesOf(pair.value, line), line }, reading)
  })
  return of.length === 1 ? of[0]! : { is: 'all', of }
}

function valuesOf(node: unknown, line: number): Wanted[] {
  if (node === null || node === undefined) return [null]
  if (isScalar(node)) return [wantedOf(node)]
  if (isSeq(node) && node.items.length > MOST_VALUES)
    throw new SigmaRefusal(
      line,
      `A list has more than ${MOST_VALUES} values. Make several rules of it, or use wildcards.`,
    )
  if (isSeq(node) && node.items.length && node.items.every(isScalar))
    return node.items.map(item => wantedOf(item as Scalar))
  throw new SigmaRefusal(
    line,
    'The value of a field is a text, a number, true, false, null or a list of these; this is none of them.',
  )
}

/** Whole numbers that JavaScript would round keep their digits, as text. */
function wantedOf({ value, source }: Scalar): Wanted {
  if (typeof value === 'number' && !Number.isSafeInteger(value) && /^[-+]?\d+$/.test(source ?? '')) return source!
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}
