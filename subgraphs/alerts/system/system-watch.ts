import { Consumer, type AppChanged, type AppHealth, type Database, type Logger, type Tx } from '@casbah/kit'
import { takeSystemLook, tenantsWithApps } from '../system-statements.ts'
import { withHealth, withState, type KnownApp } from './health.ts'
import { judgeSystem } from './judge-system.ts'
import { forgetApps, keepApps, knownApps, takeSystemTurn } from './known-apps.ts'
import { PolicyDigests } from './policy-digest.ts'

const EVERY_MS = 60_000
const PAGE = 500

export interface SystemWatchOptions {
  db: Database
  logger: Logger
  crashPoint: (point: string) => void
  /** Epoch ms. */
  now: () => number
  /** Called after alerts of a tenant may have changed. */
  onAlerts: (tenant: string) => void
}

/**
 * Watches Casbah itself: judges a tenant when it is told how the reading of its apps goes, and all tenants once a minute, since time alone
 * makes a silence long. One process does so each minute, whichever comes first.
 */
export class SystemWatch {
  private readonly options: SystemWatchOptions
  private readonly policies = new PolicyDigests()
  private readonly since: number
  private readonly consumers: { start(): void; stop(): Promise<void> }[]
  /** Tenants whose alerts changed in the transaction in hand. */
  private readonly changed = new Set<string>()
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> | null = null
  private stopped = false

  constructor(options: SystemWatchOptions) {
    this.options = options
    this.since = options.now()
    const shared = {
      db: options.db,
      logger: options.logger,
      crashPoint: options.crashPoint,
      onRollback: (tenant: string) => void this.changed.delete(tenant),
      onCommit: (tenant: string) => {
        if (this.changed.delete(tenant)) options.onAlerts(tenant)
      },
    }
    this.consumers = [
      new Consumer({
        ...shared,
        name: 'alerts-system-apps',
        topic: 'app.changed',
        handle: (items, tx) => this.appsChanged(items, tx),
      }),
      new Consumer({
        ...shared,
        name: 'alerts-system-health',
        topic: 'app.health',
        handle: (items, tx) => this.healthTold(items, tx),
      }),
    ]
  }

  start(): void {
    for (const consumer of this.consumers) consumer.start()
    this.timer = setInterval(() => void this.look(), EVERY_MS)
    this.timer.unref()
  }

  async stop(): Promise<void> {
    this.stopped = true
    if (this.timer) clearInterval(this.timer)
    await Promise.all([this.running, ...this.consumers.map(consumer => consumer.stop())])
  }

  /** Judges every tenant, unless another process has just done so. */
  look(): Promise<void> {
    this.running ??= this.lookAtAll().finally(() => (this.running = null))
    return this.running
  }

  private async lookAtAll(): Promise<void> {
    const { db, logger, now } = this.options
    try {
      if (!(await takeSystemLook(db, now(), EVERY_MS))) return
      for (let after: string | null = ''; after !== null && !this.stopped;) {
        const tenants: string[] = await tenantsWithApps(db, after, PAGE)
        for (const tenant of tenants) if (!this.stopped) await this.lookAt(tenant)
        after = tenants.length === PAGE ? tenants.at(-1)! : null
      }
    } catch (error) {
      logger.warn({ error: (error as Error).message }, 'the watch on Casbah itself failed; tries again in a minute')
    }
  }

  /** One tenant's trouble keeps no other from being looked at. */
  private async lookAt(tenant: string): Promise<void> {
    const { db, logger, onAlerts } = this.options
    try {
      if (await db.write(tenant, tx => this.judge(tx))) onAlerts(tenant)
    } catch (error) {
      logger.warn(
        { tenant, error: (error as Error).message },
        'a tenant could not be looked at; tries again in a minute',
      )
    }
  }

  private async judge(tx: Tx): Promise<boolean> {
    await takeSystemTurn(tx)
    return judgeSystem(tx, await this.policies.of(tx), { now: this.options.now(), watchedSince: this.since })
  }

  private async appsChanged(items: readonly AppChanged[], tx: Tx): Promise<void> {
    await this.take(
      tx,
      items,
      ({ id }) => id,
      (known, item) => (item.state === 'DISCONNECTED' ? null : withState(known, item, this.options.now())),
    )
  }

  private async healthTold(items: readonly AppHealth[], tx: Tx): Promise<void> {
    await this.take(tx, items, ({ app }) => app, withHealth)
  }

  /** Takes in what an entry tells, app by app, and judges the tenant anew; null: the app is gone. */
  private async take<T>(
    tx: Tx,
    items: readonly T[],
    idOf: (item: T) => string,
    next: (known: KnownApp | null, item: T) => KnownApp | null,
  ): Promise<void> {
    await takeSystemTurn(tx)
    const known: Map<string, KnownApp | null> = await knownApps(tx, items.map(idOf))
    for (const item of items) known.set(idOf(item), next(known.get(idOf(item)) ?? null, item))
    await keepApps(
      tx,
      [...known.values()].filter(app => app !== null),
    )
    await forgetApps(
      tx,
      [...known].flatMap(([id, app]) => (app ? [] : [id])),
    )
    if (await this.judge(tx)) this.changed.add(tx.tenant)
  }
}
