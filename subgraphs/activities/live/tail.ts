import { readEntries, shardOf, type Database, type EntryRead, type Stored, type StoredActivity } from '@casbah/kit'
import { logHead } from '../system-statements.ts'

const TOPIC = 'activity.stored'
/** Makes up for lost notices of other processes. */
const POLL_MS = 1_000
/** More a second nobody can read; what is beyond is left out and counted. */
export const MOST_PER_SECOND = 200

export interface TailOptions {
  wanted(activity: StoredActivity): boolean
  /** Told of how many were left out since the last one, just before the next. */
  onSkipped(count: number): void
  /** Epoch ms. */
  now(): number
}

/**
 * A tenant's activities as they are stored, from now on. Follows the log by position, so whichever process stores them none is
 * missed, and a slow reader holds nothing in memory: what he has not read yet lies in the log.
 */
export class Tail implements AsyncIterableIterator<StoredActivity, undefined> {
  private readonly db: Database
  private readonly tenant: string
  private readonly options: TailOptions
  private readonly shard: number
  private position: number
  private queue: StoredActivity[] = []
  private news = Promise.withResolvers<void>()
  private ended = false
  private second = 0
  private toldInSecond = 0
  private skipped = 0
  private readonly stopListening: () => void

  private constructor(db: Database, tenant: string, position: number, options: TailOptions) {
    this.options = options
    this.db = db
    this.tenant = tenant
    this.shard = shardOf(tenant)
    this.position = position
    const off = db.wake.on(TOPIC, shard => {
      if (shard === null || shard === this.shard) this.news.resolve()
    })
    const poll = setInterval(() => this.news.resolve(), POLL_MS).unref()
    this.stopListening = () => {
      off()
      clearInterval(poll)
    }
  }

  static async open(db: Database, tenant: string, options: TailOptions): Promise<Tail> {
    return new Tail(db, tenant, await logHead(db, TOPIC, shardOf(tenant)), options)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<IteratorResult<StoredActivity, undefined>> {
    while (!this.ended) {
      const value = this.queue.shift()
      if (value && this.mayTell()) return { value, done: false }
      if (value) continue
      const entries = await this.read()
      if (entries.length) this.take(entries)
      else await this.listen()
    }
    return { value: undefined, done: true }
  }

  /** Ends at once, also while `next` waits. */
  async return(): Promise<IteratorResult<StoredActivity, undefined>> {
    this.ended = true
    this.queue = []
    this.stopListening()
    this.news.resolve()
    return { value: undefined, done: true }
  }

  private async read(): Promise<EntryRead[]> {
    const entry = this.db.wake.at(TOPIC, this.shard, this.position + 1)
    if (entry) return [entry]
    // Alone in its process nobody else appends, so memory knows the end.
    if (!this.db.wake.acrossProcesses && this.db.wake.last(TOPIC, this.shard) === this.position) return []
    return readEntries(this.db, TOPIC, this.shard, this.position)
  }

  private mayTell(): boolean {
    const second = Math.floor(this.options.now() / 1_000)
    if (second !== this.second) [this.second, this.toldInSecond] = [second, 0]
    if (this.toldInSecond >= MOST_PER_SECOND) {
      this.skipped += 1
      return false
    }
    this.toldInSecond += 1
    if (this.skipped > 0) this.options.onSkipped(this.skipped)
    this.skipped = 0
    return true
  }

  private take(entries: EntryRead[]): void {
    for (const entry of entries) {
      this.position = entry.position
      if (entry.tenant !== this.tenant) continue
      for (const item of entry.items as Stored[])
        if (item.type === 'activity' && this.options.wanted(item)) this.queue.push(item)
    }
  }

  private async listen(): Promise<void> {
    await this.news.promise
    this.news = Promise.withResolvers<void>()
  }
}
