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
import { noteBackfills } from '../backtest/history-report.ts'
import type { EvidenceReader } from '../history/evidence-reader.ts'
import { PolicyCache } from '../policy/policy-cache.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { countFailures } from '../policy/policy.service.ts'
import { recordSuppressions } from '../suppression/record.ts'
import { loadSnapshot, saveSnapshot } from '../system-statements.ts'
import { accountFacts, isScopedByGroup, needFacts } from './account-facts.ts'
import type { ExplanationData } from './detector.ts'
import { Engine } from './engine.ts'
import { explainPolicyOn } from './explain.ts'
import { NO_FACTS, type Facts } from './facts.ts'
import { readLateness } from './lateness.ts'
import { statusesOf, StatusWriter } from './policy-status.ts'
import { sigmaSetOf } from './sigma/set.ts'
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
  /** Reads activities that matches cite by reference. */
  evidence: EvidenceReader
  /** Called after alerts of a tenant may have changed. */
  onAlerts: (tenant: string) => void
  /** Matches of one policy in a day beyond which they are only counted. */
  matchesPerDay?: number | undefined
}

/**
 * Judges `activity.stored`: alerts, their log and the offset in one transaction. What detectors remember lives in memory; a snapshot
 * names the position that it stands at, and from there to the committed offset the log is replayed without raising anything.
 */
export class Detection {
  readonly engine: Engine
  private readonly options: DetectionOptions
  private readonly shards = new Map<number, Shard>()
  private readonly consumer: Consumer<typeof TOPIC>
  private readonly policies = new PolicyCache()
  private readonly statuses: StatusWriter
  /** Tenants judged since the last snapshot, by shard. */
  private readonly judged = new Map<number, Set<string>>()
  /** Tenants with matches in the entry in hand. */
  private readonly matched = new Set<string>()
  /** Snapshots being written. */
  private readonly saving = new Set<Promise<void>>()

  constructor(options: DetectionOptions) {
    this.options = options
    this.engine = new Engine({ matchesPerDay: options.matchesPerDay })
    this.statuses = new StatusWriter(options.db)
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

  /** Epoch ms; the clock that it goes by. */
  now(): number {
    return this.options.now()
  }

  /**
   * Why a policy does or does not match an activity, by what is remembered in this process at the moment. Changes nothing. When the
   * tenant's memory is not here, the explanation says so.
   */
  explain(
    tenant: string,
    policy: PolicyRow,
    activity: StoredActivity,
    { others, facts }: { others: readonly PolicyRow[]; facts: Facts },
  ): ExplanationData {
    const state = this.shards.get(shardOf(tenant))?.state.get(tenant) ?? null
    return explainPolicyOn(policy, activity, state, sigmaSetOf(others), facts)
  }

  private async judge(items: Stored[], tx: Tx, where: LogPosition): Promise<void> {
    const shard = await this.shardBefore(where)
    const known = { policies: await this.policies.of(tx), latenessOf: await readLateness(tx) }
    shard.position = where.position
    const activities = activitiesOf(items)
    const facts = needFacts(known.policies) ? await accountFacts(tx, activities) : NO_FACTS
    const judged = this.engine.judge({ tenant: tx.tenant, activities, facts, ...known }, shard.state)
    await countFailures(tx, judged.failures)
    await recordSuppressions(tx, judged.suppressed)
    const found = await this.options.evidence.whole(tx.tenant, judged.found, activities)
    await raiseAlerts(tx, found, this.options.now())
    await noteBackfills(tx, items)
    this.judged.set(where.shard, (this.judged.get(where.shard) ?? new Set()).add(tx.tenant))
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
        const activities = activitiesOf(entry.items as Stored[])
        const known = await db.write(entry.tenant, async tx => {
          const policies = await this.policies.of(tx)
          // Facts decide about alerts, none of which are raised here; and for policies that mean some groups about what is remembered.
          const facts = policies.some(isScopedByGroup) ? await accountFacts(tx, activities) : NO_FACTS
          return { policies, facts, latenessOf: await readLateness(tx) }
        })
        this.engine.judge({ tenant: entry.tenant, activities, ...known }, shard.state)
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
    const judged = this.judged.get(number) ?? new Set()
    this.judged.delete(number)
    const saving = pack(bytes)
      .then(state => saveSnapshot(this.options.db, number, { position, state }))
      .catch((error: Error) => {
        shard.savedPosition = -1
        this.options.logger.warn({ error: error.message, shard: number }, 'detector state was not saved; tries again')
      })
      .then(() => this.keepStatuses(judged, shard))
      .finally(() => this.saving.delete(saving))
    this.saving.add(saving)
  }

  /** Keeps how the policies of tenants fare, one tenant at a time. */
  private async keepStatuses(tenants: ReadonlySet<string>, { state }: Shard): Promise<void> {
    for (const tenant of tenants) {
      const [program, known] = [this.engine.lastProgramOf(tenant), state.get(tenant)]
      if (!program || !known) continue
      try {
        await this.statuses.write(tenant, program, statusesOf(program, known))
      } catch (error) {
        this.options.logger.warn(
          { error: (error as Error).message, tenant },
          'how policies fare was not saved; tries again with the next snapshot',
        )
      }
    }
  }
}

function activitiesOf(items: Stored[]): StoredActivity[] {
  return items.filter(item => item.type === 'activity')
}
