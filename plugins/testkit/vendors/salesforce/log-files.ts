import type { SalesforceRow } from './soql.ts'
import { dateTime } from './date-time.ts'

const HOUR = 3_600_000

/** How long it takes until files are there, milliseconds. */
export interface FilePace {
  /** What an hourly file is about. */
  hour: number
  /** From the end of the hour until its file is there; daily files take nine times as long. */
  delay: number
}

export const USUAL_PACE: FilePace = { hour: HOUR, delay: 3 * HOUR }

type Interval = 'Hourly' | 'Daily'

interface LogFile {
  id: string
  eventType: string
  interval: Interval
  sequence: number
  /** Begin of the hour or day. */
  logDate: number
  createdAt: number
  lines: Record<string, unknown>[]
  /** Kept once it can be seen, since it then stays as it is. */
  csv: string | null
}

/**
 * Event log files: made hours after their hour is over and a day after their day; what comes later than its file gets another one with the next
 * sequence. Every event is in an hourly and in a daily file, where there are hourly ones.
 */
export class LogFiles {
  readonly #now: () => number
  readonly #intervals: Interval[]
  readonly #pace: FilePace
  readonly #files: LogFile[] = []
  /** The newest file of each type, kind and period. */
  readonly #newest = new Map<string, LogFile>()
  #asked = false
  size = 0

  constructor(now: () => number, intervals: Interval[], pace = USUAL_PACE) {
    this.#now = now
    this.#intervals = intervals
    this.#pace = pace
  }

  get hourly(): boolean {
    return this.#intervals.includes('Hourly')
  }

  /** Adds an event; its `TIMESTAMP_DERIVED` says when it happened. */
  add(line: Record<string, unknown>): void {
    const time = Date.parse(String(line.TIMESTAMP_DERIVED))
    if (!Number.isFinite(time))
      throw new Error(`An event without a readable TIMESTAMP_DERIVED: ${JSON.stringify(line)}`)
    this.size += 1
    for (const interval of this.#intervals) this.#fileFor(String(line.EVENT_TYPE), interval, time).lines.push(line)
  }

  /** What a query sees, oldest first. */
  rows(): SalesforceRow[] {
    this.#asked = true
    const now = this.#now()
    const visible = this.#files.filter(({ createdAt }) => createdAt <= now)
    return visible.map(file => ({
      Id: file.id,
      EventType: file.eventType,
      Interval: file.interval,
      Sequence: file.interval === 'Daily' ? 0 : file.sequence,
      LogDate: dateTime(file.logDate),
      CreatedDate: dateTime(file.createdAt),
      LogFile: `/services/data/v66.0/sobjects/EventLogFile/${file.id}/LogFile`,
      LogFileLength: bodyOf(file).length,
      LogFileContentType: 'text/csv',
      ApiVersion: 66,
    }))
  }

  /** Null when there is no such file. */
  csv(id: string): string | null {
    const file = this.#files.find(one => one.id === id && one.createdAt <= this.#now())
    return file ? bodyOf(file) : null
  }

  #fileFor(eventType: string, interval: Interval, time: number): LogFile {
    const isDaily = interval === 'Daily'
    const period = isDaily ? 24 * HOUR : this.#pace.hour
    const delay = this.#pace.delay * (isDaily ? 9 : 1)
    const logDate = Math.floor(time / period) * period
    const key = `${eventType} ${interval} ${logDate}`
    const last = this.#newest.get(key)
    const due = logDate + period + delay
    // A log that is filled before anybody looks counts as made when it was due.
    const createdAt = this.#asked ? Math.max(due, Math.ceil(this.#now() / 1000) * 1000) : due
    if (last && (!this.#asked || last.createdAt > this.#now())) return last
    const id = `0AT${String(this.#files.length + 1).padStart(12, '0')}AAA`
    const file = {
      id,
      eventType,
      interval,
      sequence: (last?.sequence ?? 0) + 1,
      logDate,
      createdAt,
      lines: [],
      csv: null,
    }
    this.#newest.set(key, file)
    this.#files.push(file)
    return file
  }
}

function bodyOf(file: LogFile): string {
  return (file.csv ??= csvOf(file.lines))
}

/** Every value in quotes, as Salesforce writes them; line breaks stay within. */
function csvOf(lines: Record<string, unknown>[]): string {
  const columns = [...new Set(lines.flatMap(line => Object.keys(line)))]
  const quoted = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`
  const rows = [columns, ...lines.map(line => columns.map(column => line[column]))]
  return `${rows.map(row => row.map(quoted).join(',')).join('\n')}\n`
}
