import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { noRecord, notAuthorised, servicenowError } from './errors.ts'
import { parseEncodedQuery, type EncodedQuery, type ServiceNowRow } from './encoded-query.ts'
import { TABLES, type Instance, type Table } from './tables.ts'

/** How far an instance's own time is from UTC, in which it stores: eight hours behind. */
const LOCAL_MS = -8 * 3_600_000

export interface Asked {
  origin: string
  name: string
  /** Version of the API, which decides what is said of an empty list. */
  version: string | undefined
  /** Most rows of a page, whatever is asked for. */
  pageRows: number
}

/** Rows of a list. The page is cut first, and then loses what a row rule hides: it may come short or empty, and there is more. */
export function list(
  instance: Instance,
  { query }: VendorRequest,
  { origin, name, version, pageRows }: Asked,
): VendorAnswer {
  const found = tableFor(instance, name)
  if ('status' in found) return found
  const all = rowsOf(instance, found, query.get('sysparm_query') ?? '')
  const limit = Math.min(Number(query.get('sysparm_limit') ?? 10_000), pageRows)
  const offset = Number(query.get('sysparm_offset') ?? 0)
  const { hiddenRows } = instance.settings
  const result = all
    .slice(offset, offset + limit)
    .filter(({ sys_id = '' }) => !hiddenRows.has(sys_id))
    .map(row => shown(instance, row, { origin, name, table: found, query }))
  if (result.length === 0 && all.length === 0 && version === 'v1')
    return servicenowError(404, 'No Record found', 'Records matching query not found')
  const headers: Record<string, string> = {}
  if (query.get('sysparm_no_count') !== 'true') headers['x-total-count'] = String(all.length)
  const more = offset + limit < all.length
  if (query.get('sysparm_suppress_pagination_header') !== 'true' && all.length > limit) {
    const to = (at: number, rel: string) => {
      const next = new URLSearchParams(query)
      next.set('sysparm_limit', String(limit))
      next.set('sysparm_offset', String(at))
      return `<${origin}/api/now/${version ? `${version}/` : ''}table/${name}?${next}>;rel="${rel}"`
    }
    headers.link = [
      to(0, 'first'),
      ...(offset > 0 ? [to(Math.max(0, offset - limit), 'prev')] : []),
      ...(more ? [to(offset + limit, 'next')] : []),
      to(Math.floor((all.length - 1) / limit) * limit, 'last'),
    ].join(',')
  }
  return { status: 200, headers, body: { result }, last: !more }
}

/** How many rows a query finds. Row rules do not count here. */
export function count(instance: Instance, { query }: VendorRequest, name: string): VendorAnswer {
  const found = tableFor(instance, name)
  if ('status' in found) return found
  const rows = rowsOf(instance, found, query.get('sysparm_query') ?? '')
  return {
    status: 200,
    body: { result: { stats: query.get('sysparm_count') === 'true' ? { count: String(rows.length) } : {} } },
  }
}

/** One row by its key; null when there is none that Casbah's user may see. */
export function rowOf(instance: Instance, name: string, key: string): ServiceNowRow | null {
  const table = TABLES[name]
  const all = table ? rowsOf(instance, table, '') : []
  return all.find(({ sys_id }) => sys_id === key && !instance.settings.hiddenRows.has(key)) ?? null
}

/** One row as an answer shows it. */
export function record(
  instance: Instance,
  { query }: VendorRequest,
  { origin, name }: Pick<Asked, 'origin' | 'name'>,
  key: string,
): VendorAnswer {
  const table = tableFor(instance, name)
  if ('status' in table) return table
  const row = rowOf(instance, name, key)
  return row ? { status: 200, body: { result: shown(instance, row, { origin, name, table, query }) } } : noRecord()
}

function tableFor({ settings }: Instance, name: string): Table | VendorAnswer {
  if (settings.closedTables.has(name)) return notAuthorised()
  return Object.hasOwn(TABLES, name) ? (TABLES[name] as Table) : servicenowError(400, `Invalid table ${name}`)
}

function rowsOf(instance: Instance, table: Table, text: string): ServiceNowRow[] {
  const strict = instance.settings.properties['glide.invalid_query.returns_no_rows'] === 'true'
  const query = parseEncodedQuery(text, field => table.fields.has(field), strict)
  const found = table.rows(instance, query).filter(query.matches)
  return found.sort(comparing(query))
}

/** Rows that nobody asked to sort come as the database has them. */
function comparing({ order }: EncodedQuery): (a: ServiceNowRow, b: ServiceNowRow) => number {
  const scrambled = ({ sys_id = '' }: ServiceNowRow) => [...sys_id].reverse().join('')
  if (order.length === 0) return (a, b) => compare(scrambled(a), scrambled(b))
  return (a, b) => order.map(field => compare(a[field] ?? '', b[field] ?? '')).find(Boolean) ?? 0
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The fields that were asked for; unknown ones, and those that a rule hides, are simply not there. */
function shown(
  { settings }: Instance,
  row: ServiceNowRow,
  { origin, name, table, query }: { origin: string; name: string; table: Table; query: URLSearchParams },
): Record<string, unknown> {
  const asked = query.get('sysparm_fields')?.split(',') ?? [...table.fields].filter(field => !field.includes('.'))
  const asIs = query.get('sysparm_exclude_reference_link') === 'true'
  const isLocal = query.get('sysparm_display_value') === 'true'
  const fields = asked.filter(
    field => field in row && table.fields.has(field) && !settings.hiddenFields.has(`${name}.${field}`),
  )
  return Object.fromEntries(
    fields.map(field => {
      const value = row[field] ?? ''
      const of = table.references[field]
      if (of && !asIs) return [field, value ? { link: `${origin}/api/now/table/${of}/${value}`, value } : '']
      return [field, isLocal ? local(value) : value]
    }),
  )
}

const local = (value: string) =>
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)
    ? new Date(Date.parse(`${value.replace(' ', 'T')}Z`) + LOCAL_MS).toISOString().slice(0, 19).replace('T', ' ')
    : value
