import { isMap, isScalar, type YAMLMap } from 'yaml'
import { CORRELATION_TYPES, type Correlation, type CorrelationType, type NumberCondition } from './correlation.ts'
import type { LineOf } from './document.ts'
import { metadataOf, type Metadata } from './metadata.ts'
import { keyOf, namesOf, textOf } from './node.ts'
import { SigmaRefusal } from './refusal.ts'

/** A correlation as it is written: its rules are names yet. */
export interface SigmaCorrelation extends Metadata {
  kind: 'correlation'
  correlation: Correlation
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const LONGEST_MS = 30 * 86_400_000
const OPERATORS = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const
/** Types that look at the values of a field. */
const OF_VALUES: readonly CorrelationType[] = ['value_count', 'value_sum', 'value_avg', 'value_percentile']
const TEMPORAL: readonly CorrelationType[] = ['temporal', 'temporal_ordered']
const MOST_RULES = 100
/** Half of the values lie below: what is meant when a rule names no percentile. */
const MEDIAN = 50

export function parseCorrelation(map: YAMLMap, lineOf: LineOf): SigmaCorrelation {
  const metadata = metadataOf(map, lineOf)
  const body = map.get('correlation', true) as unknown
  if (!isMap(body))
    throw new SigmaRefusal(
      lineOf(keyOf(map, 'correlation')),
      'correlation is a map with type, rules, timespan and condition.',
    )
  const lineFor = (key: string) => lineOf(keyOf(body, key))
  const written = textOf(body, 'type')
  const type = CORRELATION_TYPES.find(each => each === written)
  if (!type)
    throw new SigmaRefusal(
      lineFor('type'),
      `There is no correlation of type ${written ?? '?'}. Types are ${CORRELATION_TYPES.join(', ')}.`,
    )
  const rules = namesOf(body, 'rules', 'ids or names of rules', lineOf)
  if (!rules.length || rules.length > MOST_RULES)
    throw new SigmaRefusal(
      lineFor('rules'),
      `rules names ${rules.length} rules; from 1 to ${MOST_RULES} are possible. List their ids or names.`,
    )
  const isTemporal = TEMPORAL.includes(type)
  const { condition, fields, percentile } = conditionOf(body, type, rules.length, lineOf)
  return {
    kind: 'correlation',
    ...metadata,
    correlation: {
      type,
      rules,
      groupBy: namesOf(body, 'group-by', 'fields or aliases', lineOf),
      timespanMs: timespanOf(body, lineFor('timespan')),
      condition,
      fields,
      percentile,
      atLeast: isTemporal ? atLeastOf(condition, rules.length, lineFor('condition')) : null,
      aliases: aliasesOf(body, lineOf),
      generate: generates(map, body, lineOf),
      inner: new Map(),
    },
  }
}

function timespanOf(body: YAMLMap, line: number): number {
  const text = String(body.get('timespan') ?? '')
  const found = /^(\d{1,9})([smhd])$/.exec(text.trim())
  const ms = found ? Number(found[1]) * UNITS[found[2]!]! : 0
  if (ms > 0 && ms <= LONGEST_MS) return ms
  throw new SigmaRefusal(
    line,
    `The timespan "${text}" cannot be used. Write a number and s, m, h or d, such as 90m; 30d is the longest.`,
  )
}

function conditionOf(body: YAMLMap, type: CorrelationType, rules: number, lineOf: LineOf) {
  const node = body.get('condition', true) as unknown
  const line = lineOf(keyOf(body, 'condition'))
  const isTemporal = TEMPORAL.includes(type)
  if (node === undefined && isTemporal) return { condition: { gte: rules }, fields: [], percentile: null }
  if (!isMap(node))
    throw new SigmaRefusal(
      line,
      `The condition of ${type} is a map such as "gte: 10".${isTemporal ? ' Leave it out when all rules must match.' : ''}`,
    )
  const condition: NumberCondition = {}
  for (const pair of node.items) {
    const key = String(pair.key)
    const operator = OPERATORS.find(each => each === key)
    if (!operator && key !== 'field' && key !== 'percentile')
      throw new SigmaRefusal(
        lineOf(pair.key),
        `The condition has no ${key}. It takes ${OPERATORS.join(', ')} and field.`,
      )
    if (operator) condition[operator] = numberOf(pair.value, `${operator} takes a number`, lineOf(pair.key))
  }
  if (!Object.keys(condition).length)
    throw new SigmaRefusal(line, `The condition compares with no number. Give one of ${OPERATORS.join(', ')}.`)
  if (isEmpty(condition))
    throw new SigmaRefusal(line, 'No number fulfils the condition: its bounds exclude each other. Correct them.')
  const fields = namesOf(node, 'field', 'fields', lineOf)
  if (OF_VALUES.includes(type) && !fields.length)
    throw new SigmaRefusal(line, `${type} looks at values: name their field under condition, as "field: …".`)
  if (!OF_VALUES.includes(type) && fields.length)
    throw new SigmaRefusal(line, `${type} looks at no field. Leave it out, or take value_count.`)
  if (type !== 'value_count' && fields.length > 1)
    throw new SigmaRefusal(line, `${type} takes one field. Several are for value_count.`)
  if (type !== 'value_percentile') {
    if (node.has('percentile')) throw new SigmaRefusal(line, 'percentile is for value_percentile. Leave it out.')
    return { condition, fields, percentile: null }
  }
  const percentile = node.has('percentile')
    ? numberOf(node.get('percentile', true), 'percentile takes a number', line)
    : MEDIAN
  if (percentile < 0 || percentile > 100)
    throw new SigmaRefusal(line, `percentile lies between 0 and 100; ${percentile} does not.`)
  return { condition, fields, percentile }
}

function numberOf(node: unknown, what: string, line: number): number {
  const value = isScalar(node) ? node.value : undefined
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new SigmaRefusal(line, `${what}, without quotes; ${JSON.stringify(value ?? null)} is none.`)
}

function isEmpty({ gt, gte, lt, lte, eq, neq }: NumberCondition): boolean {
  const isAllowed = (value: number) =>
    (gt === undefined || value > gt) &&
    (gte === undefined || value >= gte) &&
    (lt === undefined || value < lt) &&
    (lte === undefined || value <= lte) &&
    (neq === undefined || value !== neq)
  if (eq !== undefined) return !isAllowed(eq)
  const least = Math.max(gt ?? -Infinity, gte ?? -Infinity)
  const most = Math.min(lt ?? Infinity, lte ?? Infinity)
  return least > most || (least === most && !isAllowed(least))
}

/** How many different rules must match; null for all. */
function atLeastOf({ gt, gte, lt, lte, eq, neq }: NumberCondition, rules: number, line: number): number | null {
  const wanted = eq ?? Math.max(gte ?? 0, gt === undefined ? 0 : Math.floor(gt) + 1)
  if (lt !== undefined || lte !== undefined || neq !== undefined || (eq !== undefined && eq !== rules))
    throw new SigmaRefusal(
      line,
      `A temporal correlation asks how many of its ${rules} rules match at least. Write "gte: ${Math.min(2, rules)}".`,
    )
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > rules)
    throw new SigmaRefusal(
      line,
      `The condition wants ${wanted} of ${rules} rules. Write a whole number from 1 to ${rules}.`,
    )
  return wanted === rules ? null : wanted
}

function aliasesOf(body: YAMLMap, lineOf: LineOf): Map<string, Map<string, string>> {
  const node = body.get('aliases', true) as unknown
  const aliases = new Map<string, Map<string, string>>()
  if (node === undefined) return aliases
  const refuse = (at: unknown): never => {
    throw new SigmaRefusal(
      lineOf(at),
      'aliases is a map: for each alias a map of the name of each rule to the field that it has there.',
    )
  }
  if (!isMap(node)) return refuse(keyOf(body, 'aliases'))
  for (const pair of node.items) {
    if (!isMap(pair.value) || !pair.value.items.length) return refuse(pair.key)
    const fields = new Map<string, string>()
    for (const each of pair.value.items) {
      const field = isScalar(each.value) && each.value.value !== null ? String(each.value.value) : refuse(each.key)
      fields.set(String(each.key), field)
    }
    aliases.set(String(pair.key), fields)
  }
  return aliases
}

/** The standard has it in the document, tools have it in the correlation. */
function generates(map: YAMLMap, body: YAMLMap, lineOf: LineOf): boolean {
  for (const each of [body, map]) {
    if (!each.has('generate')) continue
    const value: unknown = each.get('generate')
    if (typeof value === 'boolean') return value
    throw new SigmaRefusal(lineOf(keyOf(each, 'generate')), 'generate takes true or false, without quotes.')
  }
  return false
}
