import type { VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { Position, RowLog } from '../row-log.ts'
import { unprocessable } from './errors.ts'

const DAY = 86_400_000
const RETENTION = 180 * DAY
const DEFAULT_VIEW = 90 * DAY
const GIT_RETENTION = 7 * DAY

/** Tags of rows, as `include` tells them apart. */
export const WEB = 0
export const GIT = 1

/** The audit log of an organisation or enterprise: sorted by `@timestamp`; `phrase` understands `created:` alone; the last page has no next link. */
export function answerAuditLog(
  log: RowLog,
  path: string,
  query: URLSearchParams,
  now: number,
  pageRows: number,
): VendorAnswer {
  const span = readPhrase(query.get('phrase') ?? '')
  if (typeof span === 'string') return unprocessable('phrase', span)
  const include = query.get('include') ?? 'web'
  if (!['web', 'git', 'all'].includes(include)) return unprocessable('include', 'include is one of web, git, all')
  const order = query.get('order') ?? 'desc'
  if (order !== 'asc' && order !== 'desc') return unprocessable('order', 'order is one of desc, asc')
  const perPage = Number(query.get('per_page') ?? 30)
  if (!Number.isInteger(perPage) || perPage < 1)
    return unprocessable('per_page', 'per_page must be a number from 1 to 100')
  const cursor = query.get('after')
  const after = cursor === null ? undefined : openCursor<Position>(cursor)
  if (cursor !== null && typeof after?.time !== 'number')
    return unprocessable('after', 'after is not a cursor of this log')

  const page = log.byTime({
    since: Math.max(span.since ?? now - DEFAULT_VIEW, now - RETENTION),
    until: span.until ?? Infinity,
    limit: Math.min(perPage, pageRows, 100),
    after,
    descending: order === 'desc',
    accept: (tag, time) => (tag === GIT ? include !== 'web' && time >= now - GIT_RETENTION : include !== 'git'),
  })
  const last = page.rows.at(-1)
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' }
  if (page.more && last) {
    const parameters = new URLSearchParams(query)
    parameters.set('after', sealCursor({ time: last.time, ordinal: last.ordinal }))
    headers.link = `<https://api.github.com${path}?${parameters.toString()}>; rel="next"`
  }
  return { status: 200, headers, body: `[${page.rows.map(row => row.json).join(',')}]`, last: !page.more }
}

interface Created {
  since?: number
  until?: number
}

/** The span that a search phrase asks for, or what is wrong with it. Bounds have the precision of seconds. */
function readPhrase(phrase: string): Created | string {
  const span: Created = {}
  for (const term of phrase.split(/\s+/).filter(Boolean)) {
    const match = /^created:(>=|>|<=|<)?(.+?)(?:\.\.(.+))?$/.exec(term)
    if (!match) return `This emulated organisation does not search by ${term}.`
    const [, sign, text = '', end] = match
    const [start, stop] = [second(text), second(end ?? text)]
    if (Number.isNaN(start) || Number.isNaN(stop)) return `${term} holds no date.`
    if (sign === '>=' || sign === undefined) span.since = start
    if (sign === '>') span.since = start + 1_000
    if (sign === '<') span.until = start
    if (sign === '<=' || sign === undefined) span.until = stop + (text.length === 10 ? DAY : 1_000)
  }
  return span
}

function second(text: string): number {
  return Math.floor(Date.parse(text) / 1_000) * 1_000
}
