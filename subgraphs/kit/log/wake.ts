import { EventEmitter } from 'node:events'
import pg from 'pg'
import type { Appended } from './append.ts'
import type { Topic } from './topics.ts'

/** What is kept in memory of a topic's shard: a reader that lags further reads the table. */
const RING_ENTRIES = 64
const RING_ITEMS = 1_000
/** Batches in memory are forgotten this often: who has not read them by then reads the table. */
const FORGET_MS = 5_000

/**
 * Tells consumers of this process that something was appended, and hands them the just committed batches in memory.
 * Across processes PostgreSQL's NOTIFY does the telling; a poll every second makes up for what is lost.
 */
export class Wake {
  /** Whether appends must NOTIFY, because consumers live in other processes. */
  readonly acrossProcesses: boolean
  private readonly events = new EventEmitter().setMaxListeners(0)
  private readonly recent = new Map<string, Appended[]>()
  private readonly ends = new Map<string, number>()
  private forgetting: NodeJS.Timeout | null = null
  private listener: pg.Client | null = null

  constructor(options: { acrossProcesses: boolean }) {
    this.acrossProcesses = options.acrossProcesses
  }

  /** Listens to other processes, over a connection of its own. */
  async listen(url: string): Promise<void> {
    const client = new pg.Client({ connectionString: url })
    this.listener = client
    client.on('notification', message => {
      for (const topic of (message.payload ?? '').split(',')) this.events.emit(topic, null)
    })
    client.on('error', () => {
      this.listener = null
      setTimeout(() => void this.listen(url).catch(() => undefined), 1000).unref()
    })
    await client.connect()
    await client.query('listen casbah_log')
  }

  /** Called after commit. */
  appended(entry: Appended): void {
    const key = `${entry.topic}:${entry.shard}`
    this.ends.set(key, Math.max(entry.position, this.ends.get(key) ?? 0))
    // Commits of one shard may be reported out of order; a reader asks by position.
    const ring = this.recent.get(key) ?? []
    ring.push(entry)
    let items = ring.reduce((sum, each) => sum + each.items.length, 0)
    while (ring.length > RING_ENTRIES || (items > RING_ITEMS && ring.length > 1)) items -= ring.shift()!.items.length
    this.recent.set(key, ring)
    this.forgetting ??= setTimeout(() => {
      this.forgetting = null
      this.recent.clear()
    }, FORGET_MS).unref()
    this.events.emit(entry.topic, entry.shard)
  }

  /** The entry at a position, when it is still in memory. */
  at(topic: Topic, shard: number, position: number): Appended | undefined {
    return this.recent.get(`${topic}:${shard}`)?.find(entry => entry.position === position)
  }

  /** The last position appended by this process; undefined when it has appended nothing. */
  last(topic: Topic, shard: number): number | undefined {
    return this.ends.get(`${topic}:${shard}`)
  }

  /** Calls back on each append to a topic, with its shard when it was here, null when it was elsewhere; returns how to stop. */
  on(topic: Topic, call: (shard: number | null) => void): () => void {
    this.events.on(topic, call)
    return () => this.events.off(topic, call)
  }

  async close(): Promise<void> {
    this.events.removeAllListeners()
    if (this.forgetting) clearTimeout(this.forgetting)
    const client = this.listener
    this.listener = null
    client?.removeAllListeners('error')
    client?.on('error', () => undefined)
    await client?.end()
  }
}
