import type { VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import { jsonIn } from '../request-parts.ts'
import { RowLog, type Position } from '../row-log.ts'
import { invalid, notFound } from './errors.ts'

const MOST_RESOURCES = 100
const MOST_ROWS = 1_000
const USUAL_ROWS = 50
const DAY = 86_400_000
/** A search over more than this takes longer than one answer, which then comes empty with a token. */
const LONG_SEARCH = 2 * DAY
/** Tokens end after a day. */
const TOKEN_LIFE = DAY

interface Entry {
  logName?: string
  timestamp?: string
  receiveTimestamp?: string
}

interface Stored {
  /** Where it lies, such as `projects/web`. */
  parent: string
  receivedAt: number
  isDataAccess: boolean
}

/** What the reader may see. */
export interface LogReader {
  now: number
  /** Organisations, folders and projects that exist. */
  exists: (name: string) => boolean
  /** Without the right to it, data access is left out and nothing said. */
  seesDataAccess: boolean
}

/** Cloud Logging's audit entries of an organisation and its projects. */
export class AuditLog {
  readonly #log = new RowLog()
  readonly #stored: Stored[] = []
  readonly #pageRows: number

  constructor(pageRows: number) {
    this.#pageRows = pageRows
  }

  get size(): number {
    return this.#log.size
  }

  /** A log that is filled after the fact was received when it happened; a late entry right after its neighbours. */
  append(row: Entry): void {
    const time = Date.parse(row.timestamp ?? '')
    const receivedAt = Math.max(time + 400, this.#stored.at(-1)?.receivedAt ?? -Infinity)
    const [parent = ''] = (row.logName ?? '').split('/logs/')
    this.#stored.push({ parent, receivedAt, isDataAccess: row.logName?.endsWith('%2Fdata_access') === true })
    const received = { receiveTimestamp: new Date(receivedAt).toISOString() }
    this.#log.append(time, { ...row, ...received }, this.#stored.length - 1)
  }

  /** `entries:list`: the entries that lie in the named resources themselves, and in none below them. */
  list(body: string, { now, exists, seesDataAccess }: LogReader): VendorAnswer {
    const ask = jsonIn(body)
    const names = ask?.resourceNames
    if (!ask || !Array.isArray(names) || names.length === 0) return invalid('resource_names must be specified.')
    if (names.length > MOST_RESOURCES) return invalid(`At most ${MOST_RESOURCES} resource_names can be specified.`)
    const absent = names.find(name => !exists(String(name)))
    if (absent !== undefined) return notFound(`Resource ${String(absent)}`)
    const limit = Math.min(Number(ask.pageSize ?? USUAL_ROWS), MOST_ROWS)
    const span = spanOf(String(ask.filter ?? ''))
    if (!span || !(limit >= 1) || (ask.orderBy ?? 'timestamp asc') !== 'timestamp asc')
      return invalid('Unparseable filter.')
    const arguments_ = JSON.stringify([names, ask.filter, ask.orderBy])
    const token = ask.pageToken ? openCursor<Token>(String(ask.pageToken)) : null
    if (token === undefined || (token && (token.for !== arguments_ || now - token.at > TOKEN_LIFE)))
      return invalid('page_token is expired or does not match the other arguments.')
    const seal = (after: Position | null) => sealCursor({ for: arguments_, at: now, after } satisfies Token)
    if (!token && Math.min(span.until, now) - span.since > LONG_SEARCH)
      return { status: 200, body: { nextPageToken: seal(null) }, last: false }
    const places = new Set(names.map(String))
    const page = this.#log.byTime({
      since: span.since,
      until: span.until,
      limit: Math.min(limit, this.#pageRows),
      ...(token?.after && { after: token.after }),
      accept: tag => {
        const { parent, receivedAt, isDataAccess } = this.#stored[tag]!
        return places.has(parent) && receivedAt >= span.received && (seesDataAccess || !isDataAccess)
      },
    })
    const last = page.rows.at(-1)
    const next = page.more && last ? seal({ time: last.time, ordinal: last.ordinal }) : null
    const fields = [
      ...(page.rows.length > 0 ? [`"entries":[${page.rows.map(({ json }) => json).join(',')}]`] : []),
      ...(next ? [`"nextPageToken":${JSON.stringify(next)}`] : []),
    ]
    return {
      status: 200,
      headers: { 'content-type': 'application/json; charset=UTF-8' },
      body: `{${fields.join(',')}}`,
      last: !page.more,
    }
  }
}

interface Token {
  for: string
  /** Epoch milliseconds. */
  at: number
  after: Position | null
}

/** Clauses that must all hold; of the whole query language only times and the audit logs' names. */
function spanOf(filter: string): { since: number; until: number; received: number } | null {
  const span = { since: 0, until: 8.64e15, received: 0 }
  for (const clause of filter.split(' AND ')) {
    if (clause === 'logName:"cloudaudit.googleapis.com"') continue
    const [, field, sign, text = ''] = /^(timestamp|receiveTimestamp)(>=|<)"([^"]+)"$/.exec(clause) ?? []
    const time = Date.parse(text)
    if (Number.isNaN(time)) return null
    if (field === 'receiveTimestamp' && sign === '>=') span.received = time
    else if (field === 'timestamp') span[sign === '<' ? 'until' : 'since'] = time
    else return null
  }
  return span
}
