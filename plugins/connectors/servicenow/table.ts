import { at, type HttpRequest, type PageStyle, type StreamRequest } from '@casbah/sdk'

/** Rows of a page. ServiceNow gives more, and is then long about it. */
export const ROWS = 1_000

/** A list by keys: row rules leave rows out after the page was cut, so that a short or empty page is not the last one. */
export const pagesBy = (...fields: string[]): { rows: string; page: PageStyle } => ({
  rows: 'result',
  page: { style: 'keyset', fields, size: ROWS, endsEmpty: true },
})

/** Rows of a table. Values are asked for as they are stored: others are translated, and times then local. Version 2 answers an empty list where 1 says 404. */
export const table = (name: string, fields: string, query: string, limit = ROWS): HttpRequest => ({
  path: `/v2/table/${name}`,
  query: {
    sysparm_query: query,
    sysparm_fields: fields,
    sysparm_limit: limit,
    sysparm_display_value: false,
    sysparm_exclude_reference_link: true,
  },
})

/** All rows of a table, or those of a condition, page by page. */
export const listed =
  (name: string, fields: string, condition = '') =>
  ({ after }: { after?: string[] }): HttpRequest =>
    table(name, fields, [condition, after && `sys_id>${after[0]}`, 'ORDERBYsys_id'].filter(Boolean).join('^'))

/**
 * A log, oldest first: behind its last row, which is told by second and key, since many rows may share a second. `^NQ` is an or between whole conditions.
 */
export function logged(
  name: string,
  fields: string,
  { since, until, after }: StreamRequest,
  condition?: string,
): HttpRequest {
  const rest = [until && `sys_created_on<${second(until, 999)}`, condition].filter(Boolean)
  const [time, key] = after ?? []
  const starts = after
    ? [[`sys_created_on>${time}`], [`sys_created_on=${time}`, `sys_id>${key}`]]
    : [[`sys_created_on>=${second(since)}`]]
  const query = starts.map(start => [...start, ...rest].join('^')).join('^NQ')
  return table(name, fields, `${query}^ORDERBYsys_created_on^ORDERBYsys_id`)
}

/** A time as queries have it: UTC, whole seconds. */
const second = (time: string, more = 0) =>
  new Date(Date.parse(time) + more).toISOString().slice(0, 19).replace('T', ' ')

/** A time of a row, in RFC 3339; undefined for none. */
export const instant = (time: string | null | undefined) => (time ? `${time.replace(' ', 'T')}Z` : undefined)

/** A value within a query, which ServiceNow cuts at `^`: one that has it would ask for something else, and so is refused. */
export function term(value: unknown): string {
  if (typeof value !== 'string' || value === '' || /[\^\n]/.test(value))
    throw new Error(`${JSON.stringify(value)} cannot be asked for: it is empty or holds a sign that ends a condition.`)
  return value
}

/** Rows of an answer whose field is as it was asked for. ServiceNow leaves out a condition that it does not know, and then answers with everything. */
export function rowsWith(body: unknown, field: string, value: string): Record<string, string>[] {
  const rows = at(body, 'result')
  return Array.isArray(rows) ? rows.filter(row => at(row, field) === value) : []
}
