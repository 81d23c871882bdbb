import type { Condition, TextTest } from './condition.ts'
import { EXACT, FLAGS, NUMBERS, TEXTS } from './fields.ts'
import { formatAddress, type AddressRange } from '../network/address.ts'

/** Collects the parameters of a statement. */
export class Parameters {
  readonly values: unknown[] = []

  /** The placeholder of a value. */
  add(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}

/**
 * The condition as SQL over the table under the alias `a`. NULL counts as false, so negations say `is not true`; what an index can
 * serve under row level security (`=`, `<`, `>` on plain columns) is said that way.
 */
export function toSql(condition: Condition, parameters: Parameters): string {
  switch (condition.is) {
    case 'all':
      return condition.of.length ? `(${condition.of.map(each => toSql(each, parameters)).join(' and ')})` : 'true'
    case 'any':
      return condition.of.length ? `(${condition.of.map(each => toSql(each, parameters)).join(' or ')})` : 'false'
    case 'not':
      return `((${toSql(condition.of, parameters)}) is not true)`
    case 'in':
      return `${EXACT[condition.field].column} = any(${parameters.add(condition.values)}::text[])`
    case 'number':
      return `${NUMBERS[condition.field].column} = any(${parameters.add(condition.values)}::bigint[])`
    case 'flag':
      return `${FLAGS[condition.field].column} = ${condition.value}`
    case 'text': {
      const { column, lower } = TEXTS[condition.field]
      return textSql(column, lower, condition.test, parameters)
    }
    case 'target':
      return targetSql(condition, parameters)
    case 'address':
      return condition.ranges.length
        ? `(${condition.ranges.map(range => rangeSql(range, parameters)).join(' or ')})`
        : 'false'
    case 'time':
      return timeSql(condition, parameters)
    case 'words':
      return wordsSql(condition.words, parameters)
  }
}

/** Lower case as JavaScript has it, whatever the database's locale. */
const lower = (column: string) => `lower(${column} collate pg_unicode_fast)`

function textSql(column: string, isLower: boolean, test: TextTest, parameters: Parameters): string {
  const folded = isLower ? column : lower(column)
  const parts: string[] = []
  if (test.in) parts.push(`${folded} = any(${parameters.add(test.in)}::text[])`)
  if (test.contains !== null) parts.push(`strpos(${folded}, ${parameters.add(test.contains)}) > 0`)
  if (test.startsWith !== null) parts.push(`starts_with(${folded}, ${parameters.add(test.startsWith)})`)
  if (test.isSet !== null) parts.push(test.isSet ? `${column} <> ''` : `coalesce(${column}, '') = ''`)
  return parts.length ? `(${parts.join(' and ')})` : 'true'
}

function targetSql(condition: Extract<Condition, { is: 'target' }>, parameters: Parameters): string {
  const parts = ['true']
  if (condition.kinds) parts.push(`${lower(`(t->>'kind')`)} = any(${parameters.add(condition.kinds)}::text[])`)
  if (condition.accounts) parts.push(`t->>'account' = any(${parameters.add(condition.accounts)}::text[])`)
  if (condition.resources) {
    const apps = parameters.add(condition.resources.map(({ app }) => app))
    const ids = parameters.add(condition.resources.map(({ externalId }) => externalId))
    parts.push(`(a.app, t->>'id') in (select * from unnest(${apps}::text[], ${ids}::text[]))`)
  }
  if (condition.name) {
    // As in memory: a name that is not set is unset in both, one that is must pass as a name or as an address.
    const names = [`(t->>'name')`, `(t->>'email')`].map(column => textSql(column, false, condition.name!, parameters))
    parts.push(`(${names.join(condition.name.isSet === false ? ' and ' : ' or ')})`)
  }
  return `exists (select 1 from json_array_elements(a.targets) t where ${parts.join(' and ')})`
}

function rangeSql({ family, first, last }: AddressRange, parameters: Parameters): string {
  const low = parameters.add(formatAddress({ family, value: first }))
  if (first === last) return `a.ip = ${low}::inet`
  return `(a.ip >= ${low}::inet and a.ip <= ${parameters.add(formatAddress({ family, value: last }))}::inet)`
}

function timeSql(condition: Extract<Condition, { is: 'time' }>, parameters: Parameters): string {
  const parts: string[] = []
  if (condition.since !== null) parts.push(`a.time >= ${parameters.add(moment(condition.since))}::timestamptz`)
  if (condition.until !== null) parts.push(`a.time < ${parameters.add(moment(condition.until))}::timestamptz`)
  return parts.length ? `(${parts.join(' and ')})` : 'true'
}

function wordsSql(words: string[], parameters: Parameters): string {
  if (!words.length) return 'true'
  const columns = ['a.raw::text', 'a.actor_name', 'a.actor_email']
  const holds = (word: string) => `(${columns.map(column => `strpos(${lower(column)}, ${word}) > 0`).join(' or ')})`
  return `(${words.map(word => holds(parameters.add(word))).join(' and ')})`
}

/** Epoch ms as PostgreSQL reads it. */
export function moment(time: number): string {
  return new Date(time).toISOString()
}
