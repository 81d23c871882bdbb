import { at, type Export, type ExportRequest, type Resume } from '@casbah/sdk'
import { bare, entries, organisation, places } from './requests.ts'

/** Resources of one request, at most. */
const RESOURCES = 100
/** How far each poll looks back from the newest entry by when Google received it, which may show a little after the next. */
const LOOK_BACK = 120_000
/** How much later than it happened an entry may come; an order by time without this would miss it. */
const LATE = 86_400_000

/**
 * Where a run stands: all that came before `from` is read; of what came since, the parts before `part`, and of that one all before `token`. Google keeps
 * a token for a day, and for the same resources alone.
 */
interface Place {
  from: number
  newest: number
  part: number
  token?: string
}

/**
 * Audit entries of the organisation and of each folder and project below it, since asking for the organisation gives only what lies there itself. The past
 * is read by when it happened; what is new by when Google received it, so that late entries come too. A page may be empty and others follow.
 */
export const auditEntries: Export = async function* (ask) {
  const names = [organisation(ask.config)]
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const { body } = yield { request: places(ask.config, cursor || undefined) }
    names.push(...listed(body, 'results').flatMap(one => (isActive(one) ? bare(String(at(one, 'name'))) : [])))
    cursor = tokenIn(body)
  }
  const parts = Math.ceil(names.length / RESOURCES)
  let place = placeOf(ask)
  while (place.part < parts) {
    const { from, part, token: pageToken } = place
    const resourceNames = names.slice(part * RESOURCES, (part + 1) * RESOURCES)
    const json = { resourceNames, filter: filterOf(ask, from), orderBy: 'timestamp asc', pageSize: 1_000, pageToken }
    const { status, body } = yield { request: entries(json), ...(pageToken && { answers: [400] }) }
    if (status === 400) {
      place = { from, newest: place.newest, part }
      continue
    }
    const rows = listed(body, 'entries')
    const token = tokenIn(body)
    place = { from, newest: newestOf(rows, place.newest), part: token ? part : part + 1, ...(token && { token }) }
    yield { rows, resume: place.part < parts ? { ...place } : atEnd(place) }
  }
}

const iso = (time: number) => new Date(time).toISOString()

function filterOf({ since, until }: ExportRequest, from: number): string {
  const logs = 'logName:"cloudaudit.googleapis.com"'
  if (until !== undefined) return `${logs} AND timestamp>="${since}" AND timestamp<"${until}"`
  return `${logs} AND timestamp>="${iso(from - LATE)}" AND receiveTimestamp>="${iso(from)}"`
}

function placeOf({ since, resume }: ExportRequest): Place {
  const from = at(resume, 'from')
  const start = Date.parse(since)
  return typeof from === 'number' ? (resume as unknown as Place) : { from: start, newest: start, part: 0 }
}

function atEnd({ from, newest }: Place): Resume {
  return { from: Math.max(from, newest - LOOK_BACK), newest, part: 0 }
}

const newestOf = (rows: unknown[], newest: number) =>
  rows.reduce<number>((most, row) => Math.max(most, Date.parse(String(at(row, 'receiveTimestamp'))) || 0), newest)

const isActive = (place: unknown) => at(place, 'state') === 'ACTIVE' && typeof at(place, 'name') === 'string'

/** An empty list is left out. */
function listed(body: unknown, field: string): unknown[] {
  const rows = at(body, field) ?? []
  if (typeof body !== 'object' || body === null || !Array.isArray(rows)) throw new Error(`the answer has no ${field}`)
  return rows
}

function tokenIn(body: unknown): string | undefined {
  const token = at(body, 'nextPageToken')
  return typeof token === 'string' && token !== '' ? token : undefined
}
