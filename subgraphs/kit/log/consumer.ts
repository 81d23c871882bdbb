import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, Tx } from '../db/database.ts'
import type { Logger } from '../logger.ts'
import type { Appended } from './append.ts'
import { readEntries, knownShards, offsetOf, type EntryRead } from './read.ts'
import type { Topic, Topics } from './topics.ts'

/** Where an item lies in its log. */
export interface LogPosition {
  shard: number
  position: number
}

export interface ConsumerOptions<T extends Topic> {
  /** Unique name, such as `activities`; its offset is kept under it. */
  name: string
  topic: T
  db: Database
  logger: Logger
  /**
   * Judges one entry's items in one transaction with the offset: both or neither. Must be repeatable: after a failure it gets the
   * same items again, alone or in parts.
   */
  handle: (items: Topics[T][], tx: Tx, where: LogPosition) => Promise<void>
  /** Called when a transaction was taken back, so that state in memory can be, too. */
  onRollback?: (tenant: string) => Promise<void> | void
  /** Called after an entry is committed. */
  onCommit?: (tenant: string, where: LogPosition) => void
  /** Named points where the kill test ends the process. */
  crashPoint?: (point: string) => void
}

const ATTEMPTS = 3
const POLL_MS = 1_000

/** Reads a topic from its own offset on, in order, each shard on its own; a failing shard stops no other. */
export class Consumer<T extends Topic> {
  private readonly options: ConsumerOptions<T>
  private readonly running = new Map<number, Promise<void>>()
  private readonly offsets = new Map<number, number>()
  /** Shards that were appended to since their reading began. */
  private readonly dirty = new Set<number>()
  private readonly aborted = new AbortController()
  private loop: Promise<void> | null = null

  constructor(options: ConsumerOptions<T>) {
    this.options = options
  }

  start(): void {
    const off = this.options.db.wake.on(this.options.topic, shard =>
      shard === null ? void this.look() : this.drainSoon(shard),
    )
    this.loop = this.poll().finally(off)
  }

  /** Ends after the entries in hand. */
  async stop(): Promise<void> {
    this.aborted.abort()
    await this.loop
    await Promise.all(this.running.values())
  }

  private get stopped(): boolean {
    return this.aborted.signal.aborted
  }

  private async poll(): Promise<void> {
    while (!this.stopped) {
      await this.look()
      await sleep(POLL_MS, undefined, { signal: this.aborted.signal }).catch(() => undefined)
    }
  }

  private async look(): Promise<void> {
    try {
      for (const shard of await knownShards(this.options.db, this.options.topic)) this.drainSoon(shard)
    } catch (error) {
      if (!this.stopped)
        this.options.logger.warn(
          { error: (error as Error).message, topic: this.options.topic },
          'log heads could not be read',
        )
    }
  }

  private drainSoon(shard: number): void {
    this.dirty.add(shard)
    if (this.stopped || this.running.has(shard)) return
    this.running.set(
      shard,
      this.drain(shard).finally(() => this.running.delete(shard)),
    )
  }

  private async drain(shard: number): Promise<void> {
    const { db, name, topic, logger } = this.options
    try {
      let offset = this.offsets.get(shard) ?? (await offsetOf(db, name, topic, shard))
      while (this.dirty.delete(shard)) {
        for (let more = true; more && !this.stopped;) {
          const entries = this.fromMemory(shard, offset) ?? (await this.fromTable(shard, offset))
          more = entries.length > 0
          for (const entry of entries) {
            if (this.stopped) break
            await this.take(entry, offset)
            offset = entry.position
            this.offsets.set(shard, offset)
          }
        }
      }
    } catch (error) {
      this.offsets.delete(shard)
      // Another process had the entry first: nothing is wrong, the next look begins where it is.
      const level = (error as { code?: string }).code === 'OFFSET_TAKEN' ? 'debug' : 'error'
      logger[level]({ error: (error as Error).message, consumer: name, shard }, 'consumer stopped; tries again')
    }
  }

  private async fromTable(shard: number, offset: number): Promise<EntryRead[]> {
    const { db, topic } = this.options
    // Alone in its process nobody else appends, so memory knows the end.
    if (!db.wake.acrossProcesses && db.wake.last(topic, shard) === offset) return []
    return readEntries(db, topic, shard, offset)
  }

  private fromMemory(shard: number, offset: number): EntryRead[] | null {
    const entry = this.options.db.wake.at(this.options.topic, shard, offset + 1)
    return entry ? [entry as Appended] : null
  }

  private async take(entry: EntryRead, offset: number): Promise<void> {
    const { db, handle, crashPoint, onCommit, onRollback, logger, name } = this.options
    const where = { shard: entry.shard, position: entry.position }
    const items = entry.items as Topics[T][]
    const attempt = (part: Topics[T][], dead: { item: Topics[T]; reason: string }[]) =>
      db.write(entry.tenant, async tx => {
        crashPoint?.(`${name}:before-handle`)
        await handle(part, tx, where)
        for (const { item, reason } of dead) await this.bury(tx, entry, item, reason)
        await this.advance(tx, entry, offset)
        crashPoint?.(`${name}:before-commit`)
      })
    for (let tries = 1; ; tries++) {
      try {
        await attempt(items, [])
        break
      } catch (error) {
        await onRollback?.(entry.tenant)
        if ((error as { code?: string }).code === 'OFFSET_TAKEN') throw error
        logger.warn({ error: (error as Error).message, consumer: name, ...where, tries }, 'entry failed')
        if (this.stopped || lostConnection(error)) throw error
        if (tries < ATTEMPTS) continue
        const { good, dead } = await this.sift(entry.tenant, items, where)
        await attempt(good, dead)
        break
      }
    }
    crashPoint?.(`${name}:after-commit`)
    onCommit?.(entry.tenant, where)
  }

  /** Finds the items that fail even alone, by halves, in transactions that are taken back. */
  private async sift(
    tenant: string,
    items: Topics[T][],
    where: LogPosition,
  ): Promise<{ good: Topics[T][]; dead: { item: Topics[T]; reason: string }[] }> {
    const failure = await this.options.db.rehearse(tenant, tx => this.options.handle(items, tx, where))
    await this.options.onRollback?.(tenant)
    if (!failure) return { good: items, dead: [] }
    if (lostConnection(failure)) throw failure
    if (items.length === 1) return { good: [], dead: [{ item: items[0]!, reason: failure.message }] }
    const middle = items.length >> 1
    const first = await this.sift(tenant, items.slice(0, middle), where)
    const second = await this.sift(tenant, items.slice(middle), where)
    return { good: [...first.good, ...second.good], dead: [...first.dead, ...second.dead] }
  }

  private async bury(tx: Tx, entry: EntryRead, item: object, reason: string): Promise<void> {
    await tx.query(
      'insert into log.dead_letter (tenant, consumer, topic, shard, position, item, reason) values ($1, $2, $3, $4, $5, $6, $7)',
      [entry.tenant, this.options.name, this.options.topic, entry.shard, entry.position, JSON.stringify(item), reason],
    )
  }

  /** Moves the offset; when somebody else already did, this entry was judged there and our transaction is taken back. */
  private async advance(tx: Tx, entry: EntryRead, offset: number): Promise<void> {
    const moved = await tx.query(
      `insert into log.consumer as c (consumer, topic, shard, position) values ($1, $2, $3, $4)
       on conflict (consumer, topic, shard) do update set position = $4 where c.position = $5 returning 1`,
      [this.options.name, this.options.topic, entry.shard, entry.position, offset],
    )
    if (!moved.length) throw Object.assign(new Error('another process has moved the offset'), { code: 'OFFSET_TAKEN' })
  }
}

function lostConnection(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return (
    typeof code === 'string' &&
    (code.startsWith('08') || code.startsWith('57P') || code === 'ECONNREFUSED' || code === 'ECONNRESET')
  )
}
