import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { CloudTrailRecord } from './cloudtrail.ts'

/** Files are delivered about every five minutes. */
const ROUND = 5 * 60_000

/** Where a trail leaves its files. */
export interface LogBucket {
  name: string
  /** Whether the trail records management events, too; when left out. Data events are always there. */
  management?: boolean
}

/** Files of a trail, by key. Each has the records of one region that were written within five minutes. */
export class BucketLog {
  readonly #accountId: string
  /** In the order of keys once sorted. */
  readonly #files = new Map<string, Uint8Array>()
  #sorted: string[] = []
  readonly #newest = new Map<string, number>()

  constructor(accountId: string) {
    this.#accountId = accountId
  }

  /** What is filled in after the fact counts as delivered when it happened; a late record comes with its neighbours. */
  append(region: string, records: CloudTrailRecord[]): void {
    const rounds = new Map<number, CloudTrailRecord[]>()
    for (const record of records) {
      const time = Math.max(Date.parse(record.eventTime ?? ''), this.#newest.get(region) ?? 0)
      if (!Number.isFinite(time))
        throw new Error(`A record without a readable time: ${JSON.stringify(record).slice(0, 200)}`)
      this.#newest.set(region, time)
      const round = Math.ceil(time / ROUND) * ROUND
      rounds.set(round, [...(rounds.get(round) ?? []), record])
    }
    for (const [round, Records] of rounds) this.#write(region, round, Records)
  }

  #write(region: string, time: number, Records: CloudTrailRecord[]): void {
    const minute = new Date(time).toISOString()
    const day = minute.slice(0, 10).replaceAll('-', '/')
    const stamp = `${minute.replace(/[-:]/g, '').slice(0, 13)}Z`
    const unique = createHash('sha256').update(`${region} ${stamp} ${this.#files.size}`).digest('hex').slice(0, 16)
    const name = `${this.#accountId}_CloudTrail_${region}_${stamp}_${unique}.json.gz`
    this.#files.set(
      `AWSLogs/${this.#accountId}/CloudTrail/${region}/${day}/${name}`,
      gzipSync(JSON.stringify({ Records })),
    )
  }

  /** Keys with this beginning that sort after `after`, at most so many. */
  keys(prefix: string, after: string, limit: number): string[] {
    if (this.#sorted.length !== this.#files.size) this.#sorted = [...this.#files.keys()].sort()
    let [low, high] = [0, this.#sorted.length]
    for (const first = after > prefix ? after : prefix; low < high;) {
      const middle = (low + high) >> 1
      if ((this.#sorted[middle] ?? '') <= first) low = middle + 1
      else high = middle
    }
    return this.#sorted.slice(low, low + limit).filter(key => key.startsWith(prefix))
  }

  file(key: string): Uint8Array | undefined {
    return this.#files.get(key)
  }
}
