import {
  Consumer,
  offsetOf,
  readEntries,
  shardOf,
  type Database,
  type Logger,
  type LogPosition,
  type StoredActivity,
  type Stored,
  type Tx,
} from '@casbah/kit'
import { raiseAlerts } from '../alert/raise.ts'
import { countFailures, policiesOf } from '../policy/policy.service.ts'
import { loadSnapshot, saveSnapshot } from '../system-statements.ts'
import { accountFacts, needFacts } from './account-facts.ts'
import { Engine } from './engine.ts'
import { NO_FACTS } from './facts.ts'
import { pack, unpack, writeState } from './snapshot.ts'
import type { ShardState } from './state.ts'

/** Name under which the offset is kept. */
export const CONSUMER = 'alerts'
const TOPIC = 'activity.stored'
const SNAPSHOT_EVERY_MS = 30_000

interface Shard {
  /** Position of the last entry that the memory has seen. */
  position: number
  state: ShardState
  savedPosition: number
  savedAt: number
}

export interface DetectionOptions {
  db: Database
  logger: Logger
  crashPoint: (point: string) => void
  /** Epoch ms. */
  now: () => number
  /** Called after alerts of a tenant may have changed. */
  onAlerts: (tenant: string) => void
}

/**
 * Judges `activity.stored`: alerts, their log and the offset in one transaction. What detectors remember lives in memory; a snapshot
 * names the position that it stands at, and from there to the committed offset the log is replayed without raising anything.
 */
export class Detection {
  readonly engine = new Engine()
  private readonly options: DetectionOptions
  private readonly shards = new Map<number, Shard>()
  private readonly consumer: Consumer<typeof TOPIC>
  /** Tenants with matches in the entry in hand. */
  private readonly matched = new Set<string>()
  /** Snapshots being written. */
  private readonly saving = new Set<Promise<void>>()

  constructor(options: DetectionOptions) {
    this.options = options
    this.consumer = new Consumer({
      name: CONSUMER,
      topic: TOPIC,
      db: options.db,
      logger: options.logger,
      crashPoint: options.crashPoint,
      handle: (items, tx, where) => this.judge(items, tx, where),
      // What the transaction taught is taken back by building the shard's memory again.
      onRollback: tenant => void this.shards.delete(shardOf(tenant)),
      onCommit: (tenant, where) => this.committed(tenant, where),
    })
  }

  start(): void {
    this.consumer.start()
  }

  /** Ends after the entry in hand and saves what is remembered. */
  async stop(): Promise<void> {
    await this.consumer.stop()
    for (const [number, shard] of this.shards) this.save(number, shard)
    await Promise.all(this.saving)
  }

  private async judge(items: Stored[], tx: Tx, where: LogPosition): Promise<void> {
    const shard = await this.shardBefore(where)
    const policies = await policiesOf(tx)
    shard.position = where.position
    const activities = activitiesOf(items)
    const facts = needFacts(policies) ? await accountFacts(tx, activities) : NO_FACTS
    const judged = this.engine.judge({ tenant: tx.tenant, activities, policies, facts }, shard.state)
    await countFailures(tx, judged.failures)
    await raiseAlerts(tx, judged.found, this.options.now())
    if (judged.found.length) this.matched.add(tx.tenant)
  }

  /** The shard's memory as it was before an entry. */
  private async shardBefore({ shard: number, position }: LogPosition): Promise<Shard> {
    const known = this.shards.get(number)
    if (known && known.position === position - 1) return known
    const shard = await this.restore(number)
    this.shards.set(number, shard)
    return shard
  }

  private async restore(number: number): Promise<Shard> {
    const { db, now } = this.options
    const saved = await loadSnapshot(db, number)
    const state = saved && (await unpack(saved.state))
    const from = state ? saved!.position : 0
    const shard: Shard = { position: from, state: state ?? new Map(), savedPosition: from, savedAt: now() }
    const committed = await offsetOf(db, CONSUMER, TOPIC, number)
    while (shard.position < committed) {
      const entries = await readEntries(db, TOPIC, number, shard.position)
      if (!entries.length) break
      for (const entry of entries) {
        if (entry.position > committed) break
        const policies = await db.write(entry.tenant, tx => policiesOf(tx))
        const activities = activitiesOf(entry.items as Stored[])
        // Without facts: they decide about alerts, none of which are raised here, and nothing that is remembered.
        this.engine.judge({ tenant: entry.tenant, activities, policies }, shard.state)
        shard.position = entry.position
      }
      if (entries.at(-1)!.position > committed) break
    }
    shard.position = Math.max(shard.position, committed)
    return shard
  }

  private committed(tenant: string, { shard: number }: LogPosition): void {
    if (this.matched.delete(tenant)) this.options.onAlerts(tenant)
    const shard = this.shards.get(number)
    if (shard && this.options.now() - shard.savedAt >= SNAPSHOT_EVERY_MS) this.save(number, shard)
  }

  /** The state is written to bytes at once, between two entries; the rest may take its time. */
  private save(number: number, shard: Shard): void {
    if (shard.position === shard.savedPosition) return
    const { position } = shard
    const bytes = writeState(shard.state)
    shard.savedPosition = position
    shard.savedAt = this.options.now()
    const saving = pack(bytes)
      .then(state => saveSnapshot(this.options.db, number, { position, state }))
      .catch((error: Error) => {
        shard.savedPosition = -1
        this.options.logger.warn({ error: error.message, shard: number }, 'detector state was not saved; tries again')
      })
      .finally(() => this.saving.delete(saving))
    this.saving.add(saving)
  }
}

function activitiesOf(items: Stored[]): StoredActivity[] {
  return items.filter(item => item.type === 'activity')
}
