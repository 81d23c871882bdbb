import type { HttpRequest } from '@casbah/sdk'

/** A query, as the request that asks it. */
export function query(soql: string): HttpRequest {
  return { path: '/query', query: { q: soql } }
}

/** The same of the objects of the Tooling API. */
export function toolingQuery(soql: string): HttpRequest {
  return { path: '/tooling/query', query: { q: soql } }
}

/** A text within a query. */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, sign => `\\${sign}`)}'`
}

/** A time within a query: without quotes, in UTC. Answers write `+0000`, of which the sign would have to be encoded. */
export function instant(time: string): string {
  return new Date(time).toISOString()
}

/** What lies behind a row of a list that is sorted by time and, within one time, by Id. */
export function behind(field: string, [time = '', id = '']: string[]): string {
  return `(${field} > ${instant(time)} OR (${field} = ${instant(time)} AND Id > ${quoted(id)}))`
}
