import { isMap, isScalar, type YAMLMap } from 'yaml'
import { compilePredicate, type Predicate } from '../predicate/predicate.ts'
import { parseDetection } from './detection.ts'
import type { LineOf } from './document.ts'
import { metadataOf, type Metadata } from './metadata.ts'
import { keyOf, namesOf } from './node.ts'
import type { Placeholders } from './placeholders.ts'
import { SigmaRefusal } from './refusal.ts'
import { logSourceOf, type LogSource, type SigmaRule } from './rule.ts'
import { pathsOf, SOURCES, type Source } from './sources.ts'

/** What is left out of several rules. */
export interface SigmaFilter extends Metadata {
  kind: 'filter'
  /** Names or ids of the rules; `any` for all of its log source. */
  rules: readonly string[] | 'any'
  logSource: LogSource
  /** What a rule of this source needs besides, with the filter applied. */
  keeps: (source: Source) => Predicate
}

export function parseFilter(map: YAMLMap, placeholders: Placeholders, lineOf: LineOf): SigmaFilter {
  const metadata = metadataOf(map, lineOf)
  const filter = map.get('filter', true) as unknown
  const line = lineOf(keyOf(map, 'filter'))
  if (!isMap(filter)) throw new SigmaRefusal(line, 'filter is a map with rules, a selection and a condition.')
  const node = filter.get('rules', true) as unknown
  const isAny = isScalar(node) && String(node.value).toLowerCase() === 'any'
  const rules = isAny ? 'any' : namesOf(filter, 'rules', 'ids or names of rules', lineOf)
  if (!rules.length)
    throw new SigmaRefusal(line, 'The filter names no rules. List their ids or names under rules, or write any.')
  const logSource = logSourceOf(map, lineOf)
  const sources = SOURCES.filter(source => covers(logSource, source))
  const [first] = sources
  if (!first)
    throw new SigmaRefusal(
      lineOf(keyOf(map, 'logsource')),
      'No connected app brings the log source of this filter. Take that of the rules that it is for.',
    )
  const keeps = (source: Source) => {
    const reading = { pathsOf: (field: string) => pathsOf(source, field), placeholders }
    const { condition, selections } = parseDetection(filter, ['rules'], reading, lineOf)
    return letsOthersThrough(condition, [...selections.values()]) ? condition : ({ is: 'not', of: condition } as const)
  }
  // What cannot be used is refused now, not when a rule comes.
  const made = new Map(sources.map(source => [source, keeps(source)]))
  return { kind: 'filter', ...metadata, rules, logSource, keeps: source => made.get(source)! }
}

/** Whether a filter is for events of a source. */
export function covers({ product, service, category }: LogSource, source: Source): boolean {
  return (
    category === null &&
    (product === null || product === source.product) &&
    (service === null || service === source.service)
  )
}

export function withFilters(rule: SigmaRule, filters: readonly SigmaFilter[]): SigmaRule {
  if (!filters.length) return rule
  return {
    ...rule,
    predicate: { is: 'all', of: [rule.predicate, ...filters.map(filter => filter.keeps(rule.source))] },
  }
}

/**
 * The standard's text writes `condition: selection` for what is left out, its tools `condition: not selection`. A filter lets
 * through what none of its selections describes; so the reading is told by what the condition says of such an event.
 */
function letsOthersThrough(condition: Predicate, selections: readonly Predicate[]): boolean {
  const known = new Set(selections)
  const assume = (predicate: Predicate): boolean => {
    if (known.has(predicate)) return false
    if (predicate.is === 'not') return !assume(predicate.of)
    if (predicate.is === 'all') return predicate.of.every(assume)
    if (predicate.is === 'any') return predicate.of.some(assume)
    return compilePredicate(predicate)(null)
  }
  return assume(condition)
}
