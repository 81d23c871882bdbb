import { CasbahError, type DateTimeFilter } from '@casbah/kit'
import { anyMeantSql, nameToCompare } from '../framework/names.ts'
import { effectiveSql } from './points.ts'
import type { FindingFilter } from './finding.type.ts'

const DEPTH = 8

/** A filter as SQL over posture.finding `f`; values go into `parameters`, `$n` by their place. `$1` is now. */
export function filterSql(filter: FindingFilter | null | undefined, parameters: unknown[], depth = 0): string {
  if (!filter) return 'true'
  if (depth > DEPTH)
    throw new CasbahError('BAD_USER_INPUT', `The filter nests more than ${DEPTH} levels of and, or, not. Flatten it.`)
  const parts: string[] = []
  const any = (column: string, values: unknown[] | null | undefined, cast = 'text') => {
    if (!values) return
    parameters.push(cast === 'uuid' ? values.filter(value => UUID.test(String(value))) : values)
    parts.push(`${column} = any($${parameters.length}::${cast}[])`)
  }
  any('f.app', filter.app, 'uuid')
  any('f.connector', filter.connector)
  any('f.control', filter.control)
  any('f.category', filter.category)
  any('f.severity', filter.severity)
  any(effectiveSql('$1::timestamptz').status, filter.status)
  if (filter.framework) {
    parameters.push(filter.framework.map(nameToCompare))
    parts.push(anyMeantSql('f.frameworks', `$${parameters.length}`))
  }
  if (filter.hasException != null)
    parts.push(`${effectiveSql('$1::timestamptz').hasException} = ${filter.hasException ? 'true' : 'false'}`)
  const within = (column: string, span: DateTimeFilter | null | undefined) => {
    if (span?.since) parts.push(`${column} >= $${parameters.push(span.since)}::timestamptz`)
    if (span?.until) parts.push(`${column} < $${parameters.push(span.until)}::timestamptz`)
  }
  within(effectiveSql('$1::timestamptz').failingSince, filter.failingSince)
  within('f.resolved_at', filter.resolvedAt)
  within('f.last_changed_at', filter.lastChangedAt)
  if (filter.reopenedAtLeast != null) parts.push(`f.reopened_count >= $${parameters.push(filter.reopenedAtLeast)}::int`)
  for (const each of filter.and ?? []) parts.push(filterSql(each, parameters, depth + 1))
  if (filter.or)
    parts.push(
      filter.or.length ? `(${filter.or.map(each => filterSql(each, parameters, depth + 1)).join(' or ')})` : 'false',
    )
  if (filter.not) parts.push(`(${filterSql(filter.not, parameters, depth + 1)}) is not true`)
  return parts.length ? `(${parts.join(' and ')})` : 'true'
}

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
