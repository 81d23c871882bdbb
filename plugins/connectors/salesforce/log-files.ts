import { at, type Export, type ExportAnswer, type ExportRequest, type ExportStep } from '@casbah/sdk'
import { chosen, realTimeNames, realTimeObject } from './real-time-objects.ts'
import { behind, instant, query, quoted } from './soql.ts'

/** Files of one answer. */
const FILES = 200
/**
 * How far each run looks back from the newest file, in milliseconds. A file shows only when the transaction that made it has ended, so that one that
 * was made a little earlier may come after one that was made later.
 */
const LOOK_BACK = 1_800_000

interface LogFile {
  Id: string
  CreatedDate: string
  LogDate: string
  LogFileLength?: number | null
}

/** Where a run stands: the newest file's time of making, and the files of the time before it that have been read. */
interface Place {
  newest: string
  read: [id: string, made: string][]
}

/**
 * The event log files of the org, by when they were made and never by the hour that they are about, since they come hours late and one hour may get
 * several. Without the licence for hourly files, or without the right to see the column that tells them, the daily ones are read.
 */
export const eventLogFiles: Export = async function* (ask) {
  let place = placeOf(ask)
  const from = place ? new Date(Date.parse(place.newest) - LOOK_BACK).toISOString() : ask.since
  const since = from < ask.since ? ask.since : from
  let hourly = true
  for (let after: string[] | null = null; ;) {
    const request = query(listOf({ ...ask, since }, after, hourly))
    let answer: ExportAnswer = yield { request, ...(hourly && { answers: [400] }) }
    if (answer.status === 400) {
      // Any other refusal is for the host to judge.
      if (isWithoutInterval(answer.body)) hourly = false
      else answer = yield { request }
    }
    if (answer.status === 400) continue
    const files = filesIn(answer.body)
    for (const file of files) {
      after = [file.CreatedDate, file.Id]
      if (place?.read.some(([id]) => id === file.Id) || (!hourly && !isDaily(file))) continue
      place = moved(place, file)
      if (file.LogFileLength === 0) continue
      yield download(file, place)
    }
    // An answer may hold fewer than were asked for; only one that says it is done is the last.
    if (files.length === 0 || (at(answer.body, 'done') === true && files.length < FILES)) return
  }
}

function listOf({ since, until, config }: ExportRequest, after: string[] | null, hourly: boolean): string {
  const columns = ['Id', 'EventType', 'LogDate', 'CreatedDate', 'LogFileLength', ...(hourly ? ['Interval'] : [])]
  const types = chosen(realTimeNames)(config).flatMap(name => realTimeObject(name).lines)
  const conditions = [
    after ? behind('CreatedDate', after) : `CreatedDate >= ${instant(since)}`,
    ...(until === undefined ? [] : [`CreatedDate < ${instant(until)}`]),
    // Whoever names an Id gets hourly and daily files, which hold the same events, unless he asks for one kind.
    ...(hourly ? [`Interval = 'Hourly'`] : []),
    // What an object of real-time events tells at once need not be told again.
    ...(types.length > 0 ? [`EventType NOT IN (${types.map(quoted).join(', ')})`] : []),
  ]
  return `SELECT ${columns.join(', ')} FROM EventLogFile WHERE ${conditions.join(' AND ')} ORDER BY CreatedDate, Id LIMIT ${FILES}`
}

/** The file's id goes into each row: lines have none of their own, and two files may hold the same one. */
function download({ Id }: LogFile, { newest, read }: Place): ExportStep {
  return {
    download: { path: `/sobjects/EventLogFile/${Id}/LogFile`, headers: { accept: '*/*' } },
    format: 'csv',
    extra: { EVENT_LOG_FILE_ID: Id },
    resume: { newest, read },
  }
}

function moved(place: Place | null, { Id, CreatedDate }: LogFile): Place {
  const newest = place && place.newest > CreatedDate ? place.newest : CreatedDate
  const from = Date.parse(newest) - LOOK_BACK
  const kept = (place?.read ?? []).filter(([, made]) => Date.parse(made) >= from)
  return { newest, read: [...kept, [Id, CreatedDate]] }
}

/** Where the column that tells daily files is hidden, only their time does: they are about a day, which begins at midnight. */
const isDaily = ({ LogDate }: LogFile) => new Date(LogDate).toISOString().endsWith('T00:00:00.000Z')

const isWithoutInterval = (body: unknown) =>
  Array.isArray(body) &&
  body.some(one => at(one, 'errorCode') === 'INVALID_FIELD' && String(at(one, 'message')).includes('Interval'))

function filesIn(body: unknown): LogFile[] {
  const records = at(body, 'records')
  if (!Array.isArray(records)) throw new Error('the list of event log files has no records')
  return records.filter((one): one is LogFile =>
    ['Id', 'CreatedDate', 'LogDate'].every(field => typeof at(one, field) === 'string'),
  )
}

function placeOf({ resume }: ExportRequest): Place | null {
  const newest = at(resume, 'newest')
  const read = at(resume, 'read')
  return typeof newest === 'string' && Array.isArray(read) ? { newest, read: read as Place['read'] } : null
}
