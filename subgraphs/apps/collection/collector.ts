import { unreadBytes, type Database, type Logger } from '@casbah/kit'
import { problemOf, type HostedApp } from '@casbah/host'
import { hostedApp } from '../app/hosted-app.ts'
import type { Catalogue } from '../connector/catalogue.ts'
import type { Vault } from '../credential/vault.ts'
import { judgeExposure } from '../resource/judge-exposure.ts'
import type { GovernanceWorker } from '../governance/governance.worker.ts'
import type { Lease } from '../lease/lease-keeper.ts'
import type { StreamMetrics } from '../metrics.ts'
import { dueActions, dueWork, wantedApps, type Wanted } from '../system-statements.ts'
import { assessOrder } from './assess-order.ts'
import { assessmentDone } from './assessment.ts'
import type { ConnectorHost } from './connector-host.ts'
import type { PostgresHostStore, RunApp } from './store.ts'
import { readWork, workDone, workFailed, workMoved, type Work, type WorkKind } from './work.ts'

export interface CollectorOptions {
  db: Database
  logger: Logger
  catalogue: Catalogue
  vault: Vault
  host: ConnectorHost
  store: PostgresHostStore
  governance: GovernanceWorker
  metrics: StreamMetrics
  /** Unread bytes of collected activities over which polling stops; default 2 GB. */
  unreadCap?: number
  /** Epoch ms, as governance actions are due by. */
  now: () => number
}

/** An app whose lease this process has. */
interface Held {
  lease: Lease
  hosted: HostedApp | null
  /** Whether its streams are being read. */
  reading: boolean
  version: number
  syncedAt: number
  /** Starts that failed one after another, and when the next one is due, epoch ms. */
  failures: number
  notBefore: number
  /** Inventory and assessments one after another; beside them actions, which somebody waits for. */
  busy: Record<Lane, Promise<void>>
  /** Keys of work that waits in `busy`. */
  queued: Set<string>
  /** Ends an assessment that is made for nothing: the app is another's now, or configured anew. */
  assessing: AbortController
}

/** What of an app goes one after another. */
type Lane = 'work' | 'actions'

const HOUR = 3_600
/** A long list of accounts must not keep an app's other work waiting. */
const SLICE_MS = 15_000
/** Nor its streams, once a short one could have been read. */
const FIRST_SLICE_MS = 3_000
/** Wait after a start that failed, doubled up to the longest. */
const FAILED_MS = 1_000
const FAILED_MAX_MS = 60_000
const CAP_BYTES = 2_000_000_000

/** Runs the apps whose leases this process has: as the database says they are wanted, whoever wrote that. */
export class Collector {
  private readonly options: CollectorOptions
  private readonly held = new Map<string, Held>()
  private pressed = false
  private stopping = false
  private looking: Promise<void> = Promise.resolve()

  constructor(options: CollectorOptions) {
    this.options = options
  }

  take(lease: Lease): void {
    this.held.set(lease.app, {
      lease,
      hosted: null,
      reading: false,
      version: 0,
      syncedAt: Date.now(),
      failures: 0,
      notBefore: 0,
      busy: { work: Promise.resolve(), actions: Promise.resolve() },
      queued: new Set(),
      assessing: new AbortController(),
    })
  }

  async lose(lease: Lease): Promise<void> {
    const held = this.held.get(lease.app)
    this.held.delete(lease.app)
    this.options.metrics.forget(lease.app)
    held?.assessing.abort()
    if (held) await this.options.host.stop(lease.app)
  }

  /** Reads apps on that the host stopped. */
  resume(apps: string[]): void {
    for (const app of apps) {
      const held = this.held.get(app)
      if (held) held.reading = false
    }
    if (apps.length) void this.look()
  }

  /** The app under an id, when this process runs it. */
  runApp(id: string): RunApp | null {
    const held = this.held.get(id)
    if (!held?.hosted) return null
    const { connector, tenant } = held.hosted
    const streams = (this.options.catalogue.describe(connector)?.streams ?? []).flatMap(({ kind, name }) =>
      kind === 'pushed' ? [] : [name],
    )
    return { id, tenant, connector, streams, epoch: held.lease.epoch }
  }

  get pressure(): { code: string; message: string } | null {
    if (!this.pressed) return null
    const message =
      'Reading waits, since too much of what was read is not stored yet. It goes on by itself once the activities service has caught up; see that it runs.'
    return { code: 'UNAVAILABLE', message }
  }

  /** Brings what runs in line with what is wanted. */
  look(): Promise<void> {
    this.looking = this.looking
      .then(() => this.lookOnce())
      .catch(error => {
        this.options.logger.warn({ error: (error as Error).message }, 'apps could not be looked after; tries again')
      })
    return this.looking
  }

  /** Stops polling while the log holds too much that nobody has stored. */
  async checkPressure(): Promise<void> {
    const unread = await unreadBytes(this.options.db, 'activity.collected', ['activities'])
    const pressed = unread > (this.options.unreadCap ?? CAP_BYTES)
    if (pressed === this.pressed) return
    this.pressed = pressed
    await this.look()
    for (const [id, held] of this.held) if (held.hosted) await this.options.store.settleApp(id)
  }

  /** Ends all work in hand. */
  async stop(): Promise<void> {
    this.stopping = true
    await this.looking
    const all = [...this.held.values()]
    await this.options.host.close()
    await this.options.store.flush()
    this.held.clear()
    await Promise.all(all.flatMap(held => Object.values(held.busy)))
  }

  private async lookOnce(): Promise<void> {
    const { db } = this.options
    const ids = [...this.held.keys()]
    if (!ids.length) return
    const all = await wantedApps(db, ids)
    for (const wanted of all) await this.refresh(wanted)
    // A first inventory comes before the streams, so that activities find their accounts.
    for (const { app, kind } of await dueWork(db, ids)) this.queue(app, kind, held => this.work(held, kind))
    for (const wanted of all) await this.run(wanted)
    for (const { app, id } of await dueActions(db, ids, this.options.now()))
      this.queue(app, id, async held => this.options.governance.run(held.hosted!, id), 'actions')
  }

  /** Takes up an app's configuration and credentials when they changed. */
  private async refresh(wanted: Wanted): Promise<void> {
    const held = this.held.get(wanted.app)
    if (!held || held.version === wanted.version) return
    const { db, vault, host } = this.options
    const before = held.hosted
    const now = await db.read(wanted.tenant, tx => hostedApp(tx, vault, wanted.app, held.lease.epoch))
    if (before && now && JSON.stringify(before.config) === JSON.stringify(now.config)) {
      // New credentials go in beneath what reads.
      held.hosted = now
      if (!sameSignIn(before, now)) await host.swap(now)
    } else {
      held.assessing.abort()
      held.assessing = new AbortController()
      if (before) await host.stop(wanted.app)
      held.reading = false
      held.hosted = now
    }
    held.version = wanted.version
  }

  /** Reads, or not, as wanted. */
  private async run(wanted: Wanted): Promise<void> {
    const held = this.held.get(wanted.app)
    if (!held) return
    const { host, catalogue } = this.options
    const loaded = held.hosted && catalogue.describe(held.hosted.connector)
    const reads =
      Boolean(loaded) && !this.pressed && !['PAUSED', 'DISCONNECTED', 'AWAITING_CONSENT'].includes(wanted.state)
    if (held.reading && !reads) {
      held.reading = false
      await host.stop(wanted.app)
    } else if (!held.reading && reads) this.queue(wanted.app, 'start', async () => this.begin(held))
    if (wanted.sync && wanted.sync.at > held.syncedAt) {
      held.syncedAt = wanted.sync.at
      const { at, streams, reread } = wanted.sync
      if (held.hosted && reread?.at === at) {
        held.hosted = { ...held.hosted, reread }
        // Its streams go on from their checkpoints, and take the wish up as they begin.
        this.queue(wanted.app, 'reread', async () => (held.reading ? host.start(held.hosted!) : undefined))
      } else if (held.reading) {
        // Its streams tell how it went; one that is not started yet reads anyway.
        host.syncNow(wanted.app, streams).catch(() => undefined)
      }
    }
  }

  private begin(held: Held): void {
    if (held.reading || Date.now() < held.notBefore || !held.hosted || this.held.get(held.lease.app) !== held) return
    const { hosted } = held
    held.reading = true
    this.options.host.start(hosted).then(
      () => void (held.failures = 0),
      (error: unknown) => {
        if (this.stopping) return
        held.failures += 1
        held.reading = false
        held.notBefore = Date.now() + Math.min(FAILED_MAX_MS, FAILED_MS * 2 ** (held.failures - 1))
        return this.tellFailed(hosted, error)
      },
    )
  }

  /** The connector could not even begin: every stream says why. */
  private async tellFailed({ id, connector }: HostedApp, error: unknown): Promise<void> {
    const { store, catalogue, logger } = this.options
    const problem = problemOf(error)
    logger.warn({ app: id, error: (error as Error).stack }, 'the connector of an app could not begin; tries again')
    const streams = catalogue.describe(connector)?.streams ?? []
    for (const { name } of streams)
      await store
        .status({ app: id, stream: name, state: 'FAILED', error: problem, rateLimit: null })
        .catch((cause: unknown) => logger.warn({ app: id, error: String(cause) }, 'a state could not be kept'))
  }

  /** Puts work of an app behind what it does already; the same is not put twice. */
  private queue(app: string, key: string, work: (held: Held) => Promise<void>, lane: Lane = 'work'): void {
    const held = this.held.get(app)
    if (!held?.hosted || held.queued.has(key)) return
    held.queued.add(key)
    held.busy[lane] = held.busy[lane]
      .then(() => {
        held.queued.delete(key)
        return this.held.get(app) === held && held.hosted ? work(held) : undefined
      })
      .catch(error =>
        this.options.logger.warn({ error: (error as Error).message, app, work: key }, 'work of an app failed'),
      )
  }

  private async work(held: Held, kind: WorkKind): Promise<void> {
    const { db, host } = this.options
    const hosted = held.hosted!
    const { signal } = held.assessing
    const app = hosted.id
    const work = await db.read(hosted.tenant, tx => readWork(tx, app, kind))
    if (!work) return
    try {
      if (kind === 'inventory') {
        const whole = await host.inventory(hosted, held.reading ? SLICE_MS : FIRST_SLICE_MS)
        await db.write(hosted.tenant, tx => workDone(tx, app, kind, work, whole ? HOUR : 0))
      } else if (kind === 'exposure') {
        await this.judgeExposure(hosted, work)
      } else {
        const order = assessOrder(work.argument)
        const found = await host.assess(hosted, order, signal)
        await db.write(hosted.tenant, async tx => {
          const judged = { id: app, connector: hosted.connector }
          tx.append('assessment.done', [await assessmentDone(tx, judged, found, order.parameters)])
          await workDone(tx, app, kind, work, null)
        })
      }
    } catch (error) {
      // The wish stays; whoever has the app now begins the assessment anew.
      if (kind === 'assess' && signal.aborted) return
      if (kind === 'inventory' && this.held.has(app))
        await this.options.store.inventoryProblem(app, 'people', problemOf(error))
      await db.write(hosted.tenant, tx => workFailed(tx, app, kind, work))
      throw error
    }
  }

  /** Page by page; a new process goes on where this one stopped. */
  private async judgeExposure({ id: app, tenant }: HostedApp, work: Work): Promise<void> {
    const { db } = this.options
    let after = (work.argument as { after: string } | null)?.after ?? null
    do {
      after = await db.write(tenant, async tx => {
        const next = await judgeExposure(tx, app, after)
        if (next === null) await workDone(tx, app, 'exposure', work, null)
        else await workMoved(tx, app, 'exposure', work, { after: next })
        return next
      })
    } while (after !== null && this.held.has(app))
  }
}

const sameSignIn = (one: HostedApp, other: HostedApp) =>
  one.authKind === other.authKind &&
  one.credentialsSince === other.credentialsSince &&
  JSON.stringify(one.credentials) === JSON.stringify(other.credentials)
