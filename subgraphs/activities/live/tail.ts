import { readEntries, shardOf, type Database, type EntryRead, type Stored, type StoredActivity } from '@casbah/kit'
import { logHead } from '../system-statements.ts'

const TOPIC = 'activity.stored'
/** Makes up for lost notices of other processes. */
const POLL_MS = 1_000

/**
 * A tenant's activities as they are stored, from now on. Follows the log by position, so whichever process stores them none is
 * missed, and a slow reader holds nothing in memory: what he has not read yet lies in the log.
 */
export class Tail implements AsyncIterableIterator<StoredActivity, undefined> {
  private readonly db: Database
  private readonly tenant: string
  private readonly wanted: (activity: StoredActivity) => boolean
  private readonly shard: number
  private position: number
  private queue: StoredActivity[] = []
  private news = Promise.withResolvers<void>()
  private ended = false
  private readonly stopListening: () => void

  private constructor(db: Database, tenant: string, position: number, wanted: (activity: StoredActivity) => boolean) {
    this.db = db
    this.tenant = tenant
    this.wanted = wanted
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

  static async open(db: Database, tenant: string, wanted: (activity: StoredActivity) => boolean): Promise<Tail> {
    return new Tail(db, tenant, await logHead(db, TOPIC, shardOf(tenant)), wanted)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<IteratorResult<StoredActivity, undefined>> {
    while (!this.ended) {
      const value = this.queue.shift()
      if (value) return { value, done: false }
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

  private take(entries: EntryRead[]): void {
    for (const entry of entries) {
      this.position = entry.position
      if (entry.tenant !== this.tenant) continue
      for (const item of entry.items as Stored[])
        if (item.type === 'activity' && this.wanted(item)) this.queue.push(item)
    }
  }

  private async listen(): Promise<void> {
    await this.news.promise
    this.news = Promise.withResolvers<void>()
  }
}
