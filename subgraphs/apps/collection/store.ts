import type { Collected, Database, Tx } from '@casbah/kit'
import type { Checkpoint, Commit, FoundKept, HostStore, Session, SessionChange, StreamStatus } from '@casbah/host'
import { settleAppState } from '../app/app-state.ts'
import type { Vault } from '../credential/vault.ts'
import { noteHours } from '../health/stream-hours.ts'
import { PostgresInventoryStore } from '../inventory/inventory-store.ts'
import { toCollected } from './collected.ts'
import { holdLease, leaseLost } from './hold-lease.ts'
import { keepQuarantine } from './quarantine.ts'
import { StatusWriter } from './status-writer.ts'

/** An app that this process runs. */
export interface RunApp {
  id: string
  tenant: string
  connector: string
  /** Names of the streams that its connector reads, those that the vendor pushes left out. */
  streams: readonly string[]
  epoch: number
}

export interface StoreOptions {
  db: Database
  vault: Vault
  /** The app under an id, when this process runs it. */
  appOf(id: string): RunApp | null
  /** What keeps all hosts from polling; null when nothing does. */
  pressure(): { code: string; message: string } | null
  crashPoint(point: string): void
  onError(error: Error): void
}

/** Touched objects that wait for an app. */
const TOUCHED = 10_000

/** Keeps the host's state: rows and checkpoint go in one transaction, under the lease's epoch. */
export class PostgresHostStore extends PostgresInventoryStore implements HostStore {
  private readonly options: StoreOptions
  private readonly statuses: StatusWriter

  constructor(options: StoreOptions) {
    super({ ...options, tenantOf: app => this.running(app).tenant })
    this.options = options
    this.statuses = new StatusWriter((app, changed) => this.writeStatuses(app, changed), options.onError)
  }

  async load(app: string, stream: string, partition: string): Promise<Checkpoint | null> {
    const { tenant } = this.running(app)
    const [row] = await this.options.db.read(tenant, tx =>
      tx.query<
        Omit<Checkpoint, 'watermark' | 'rows' | 'rejected' | 'reread' | 'equal'> & {
          watermark: string | null
          reread: Checkpoint['reread'] | null
          equal: Checkpoint['equal'] | null
          rows: string
          rejected: string
        }
      >(
        `select cursor, watermark, seen, backfill, reread, equal, rows, rejected from apps.checkpoint
         where tenant = $1 and app = $2 and stream = $3 and partition = $4`,
        [tenant, app, stream, partition],
      ),
    )
    if (!row) return null
    const watermark = row.watermark === null ? null : Number(row.watermark)
    const { reread, equal, ...rest } = row
    return {
      ...rest,
      watermark,
      ...(reread && { reread }),
      ...(equal && { equal }),
      rows: Number(row.rows),
      rejected: Number(row.rejected),
    }
  }

  async commit(commit: Commit): Promise<void> {
    const { db, crashPoint } = this.options
    const app = this.running(commit.app)
    await db.write(app.tenant, async tx => {
      await holdLease(tx, commit)
      await keepQuarantine(tx, commit.app, commit.quarantine)
      await this.noteTouched(tx, commit)
      await this.saveCheckpoint(tx, commit)
      await this.noteProgress(tx, commit)
      const { activities, quarantine } = commit
      const times = activities.map(({ time }) => time)
      await noteHours(tx, commit.app, commit.stream, { times, rejected: quarantine.length, now: Date.now() })
      if (commit.backfillDone) await this.settle(tx, app)
      tx.append('activity.collected', await collected(tx, commit, app))
      crashPoint('apps:before-commit')
    })
    crashPoint('apps:after-commit')
  }

  async status(status: StreamStatus): Promise<void> {
    await this.statuses.put(status)
  }

  session({ app, tenant }: { app: string; tenant: string }): Promise<Session | null> {
    return this.options.db.read(tenant, tx => this.options.vault.session(tx, app))
  }

  /** The app's version stays: nothing that reads it has to begin anew. */
  async saveSession({ app, tenant, epoch, session, replaces }: SessionChange): Promise<void> {
    const { db, vault, crashPoint } = this.options
    crashPoint('apps:before-session')
    await db.write(tenant, async tx => {
      await holdLease(tx, { app, epoch })
      if (!(await vault.putSession(tx, app, session, replaces))) throw new SessionReplaced()
    })
    crashPoint('apps:after-session')
  }

  async found({ app, tenant }: { app: string; tenant: string }): Promise<FoundKept | null> {
    const [row] = await this.options.db.read(tenant, tx =>
      tx.query<{ found: FoundKept | null }>('select found from apps.app where tenant = $1 and id = $2', [tenant, app]),
    )
    return row?.found ?? null
  }

  /** The app's version stays, as with sessions. */
  async saveFound(change: FoundKept & { app: string; tenant: string; epoch: number }): Promise<void> {
    const { app, tenant, fields, of } = change
    await this.options.db.write(tenant, async tx => {
      await holdLease(tx, change)
      await tx.query('update apps.app set found = $3 where tenant = $1 and id = $2', [
        tenant,
        app,
        JSON.stringify({ fields, of }),
      ])
    })
  }

  async credentialsEnd(of: { app: string; tenant: string; epoch: number; at: number | null }): Promise<void> {
    const { app, tenant, at } = of
    await this.options.db.write(tenant, async tx => {
      await holdLease(tx, of)
      await tx.query(
        'update apps.app set credentials_expire_at = $3, changed_at = now() where tenant = $1 and id = $2',
        [tenant, app, at === null ? null : new Date(at)],
      )
      const running = this.options.appOf(app)
      if (running) await this.settle(tx, running)
    })
  }

  /** Writes what is pending; call it before the leases are given back. */
  flush(): Promise<void> {
    return this.statuses.close()
  }

  /** The app's state anew, such as when pressure begins or ends. */
  async settleApp(id: string): Promise<void> {
    const app = this.running(id)
    await this.options.db.write(app.tenant, tx => this.settle(tx, app))
  }

  private settle(tx: Tx, app: RunApp): Promise<void> {
    return settleAppState(tx, app.id, app.streams, this.options.pressure())
  }

  private running(id: string): RunApp {
    const app = this.options.appOf(id)
    if (!app) throw leaseLost(id)
    return app
  }

  /** What activities touched is read again; of one listing at most so many objects, then all of it. */
  private async noteTouched(tx: Tx, { app, touched = [], activities }: Commit): Promise<void> {
    if (!touched.length) return
    const at = activities.reduce((latest, { observedAt }) => Math.max(latest, observedAt), 0)
    const [row] = await tx.query<{ n: number }>(
      `select count(*)::int as n from (select 1 from apps.touched where tenant = $1 and app = $2 limit ${TOUCHED}) as t`,
      [tx.tenant, app],
    )
    const full = row!.n >= TOUCHED
    await tx.query(
      `insert into apps.touched (tenant, app, listing, external_id, at)
       select distinct on (t.listing, t.external_id) $1, $2::uuid, t.listing, t.external_id, $5::bigint
       from unnest($3::text[], $4::text[]) as t (listing, external_id) on conflict do nothing`,
      [
        tx.tenant,
        app,
        touched.map(({ listing }) => listing),
        touched.map(({ externalId }) => (full ? '' : externalId.replaceAll('\0', '\ufffd'))),
        Math.round(at),
      ],
    )
  }

  private async saveCheckpoint(tx: Tx, { app, stream, partition, checkpoint, activities }: Commit): Promise<void> {
    const { cursor, watermark, seen, backfill, reread, equal, rows, rejected } = checkpoint
    const newest = activities.reduce((max, { time }) => Math.max(max, time), 0)
    await tx.query(
      `insert into apps.checkpoint as c (tenant, app, stream, partition, cursor, watermark, seen, backfill, reread, equal, rows, rejected, newest_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $12, $13, $9, $10, $11)
       on conflict (tenant, app, stream, partition) do update set cursor = $5, watermark = $6, seen = $7, backfill = $8, rows = $9,
         rejected = $10, newest_at = greatest(c.newest_at, $11), reread = $12, equal = $13, changed_at = now()`,
      [
        tx.tenant,
        app,
        stream,
        partition,
        cursor,
        watermark === null ? null : Math.round(watermark),
        JSON.stringify(seen),
        backfill && JSON.stringify(backfill),
        rows,
        rejected,
        newest ? new Date(newest) : null,
        reread ? JSON.stringify(reread) : null,
        equal ? JSON.stringify(equal) : null,
      ],
    )
  }

  /** Empty reads of a busy app must not write its row every second. */
  private async noteProgress(tx: Tx, { app, activities }: Commit): Promise<void> {
    const newest = activities.reduce((max, { time }) => Math.max(max, time), 0)
    await tx.query(
      `update apps.app set last_event_at = greatest(last_event_at, $3), last_sync_at = now() where tenant = $1 and id = $2
         and ($3::timestamptz > coalesce(last_event_at, '-infinity') or last_sync_at is null or last_sync_at < now() - interval '5 seconds')`,
      [tx.tenant, app, newest ? new Date(newest) : null],
    )
  }

  private async writeStatuses(id: string, changed: StreamStatus[]): Promise<void> {
    const app = this.options.appOf(id)
    // The lease went while the status waited: its new owner tells.
    if (!app) return
    await this.options.db.write(app.tenant, async tx => {
      // Rows are locked in one order everywhere: lease, app, then what belongs to it.
      await tx.query('select 1 from apps.app where tenant = $1 and id = $2 for no key update', [app.tenant, id])
      for (const { stream, state, error, rateLimit } of changed)
        await tx.query(
          `insert into apps.app_stream (tenant, app, stream, state, last_error, rate_limit) values ($1, $2, $3, $4, $5, $6)
           on conflict (tenant, app, stream) do update set state = $4, last_error = $5,
             rate_limit = coalesce($6, apps.app_stream.rate_limit), changed_at = now()`,
          [tx.tenant, id, stream, state, error && JSON.stringify(error), rateLimit && JSON.stringify(rateLimit)],
        )
      await this.settle(tx, app)
    })
  }
}

async function collected(tx: Tx, commit: Commit, app: RunApp): Promise<Collected[]> {
  const items: Collected[] = commit.activities.map(activity => toCollected(activity, app))
  // A stream's history is whole when the last of its partitions, such as regions, has brought its own.
  if (commit.backfillDone && !(await othersFilling(tx, commit)))
    items.push({ type: 'backfillEnd', app: app.id, connector: app.connector, stream: commit.stream, at: Date.now() })
  return items
}

async function othersFilling(tx: Tx, { app, stream, partition }: Commit): Promise<boolean> {
  const others = await tx.query(
    `select 1 from apps.checkpoint where tenant = $1 and app = $2 and stream = $3 and partition <> $4
       and json_typeof(coalesce(backfill, 'null')) <> 'null' limit 1`,
    [tx.tenant, app, stream, partition],
  )
  return others.length > 0
}

/** Credentials were given anew while those before were renewed. */
class SessionReplaced extends Error {
  readonly code = 'SESSION_REPLACED'
}
