import type { Database } from '@casbah/kit'
import type { BacktestSubject } from './backtest/backtest.row.ts'
import type { Claimed } from './delivery/queue.ts'

// Every statement of this subgraph that runs above tenants, past row level security.

export interface SnapshotRow {
  position: number
  state: Buffer
}

/** The detectors' state of a shard, when it was ever saved. */
export async function loadSnapshot(db: Database, shard: number): Promise<SnapshotRow | null> {
  const { rows } = await db.system.query<{ position: string; state: Buffer }>(
    'select position, state from alerts.snapshot where shard = $1',
    [shard],
  )
  return rows[0] ? { position: Number(rows[0].position), state: rows[0].state } : null
}

/**
 * Saves the state of a shard at a position; an older one never replaces a newer. The log keeps what lies behind it: a place of its own
 * among the log's readers.
 */
export async function saveSnapshot(db: Database, shard: number, { position, state }: SnapshotRow): Promise<void> {
  await db.system.query(
    `with saved as (
       insert into alerts.snapshot as s (shard, position, state) values ($1, $2, $3)
       on conflict (shard) do update set position = $2, state = $3, at = now() where s.position < $2 returning position)
     insert into log.consumer (consumer, topic, shard, position)
       select 'alerts-snapshot', 'activity.stored', $1::int, position from saved
     on conflict (consumer, topic, shard) do update set position = excluded.position`,
    [shard, position, state],
  )
}

/** The last step of the alert log of each of these tenants. */
export async function lastSteps(db: Database, tenants: string[]): Promise<Map<string, number>> {
  const { rows } = await db.system.query<{ tenant: string; seq: string }>(
    'select tenant, seq from alerts.tenant_counter where tenant = any($1)',
    [tenants],
  )
  return new Map(rows.map(row => [row.tenant, Number(row.seq)]))
}

/** Alerts that cite activities by reference which nobody could read yet, the longest waiting first. */
export async function alertsWanting(db: Database, limit: number): Promise<{ tenant: string; alert: string }[]> {
  const { rows } = await db.system.query<{ tenant: string; alert: string }>(
    'select tenant, alert from alerts.alert_evidence where wanted group by tenant, alert order by min(time), alert limit $1',
    [limit],
  )
  return rows
}

/** A run over the past that this process has taken on; times in epoch ms. */
export interface ClaimedBacktest {
  tenant: string
  id: string
  /** Whose history report it is; null for a backtest. */
  app: string | null
  subject: BacktestSubject | null
  since: number
  until: number
  /** How often it was begun, this time included. */
  attempts: number
}

/** A worker that was not heard of for so long is dead. */
const DEAD = `interval '30 seconds'`

/** Takes on the oldest run that waits, or that a dead process left, of a tenant that has none under way; null when there is none. */
export async function claimBacktest(db: Database, worker: string): Promise<ClaimedBacktest | null> {
  const { rows } = await db.system
    .query<Omit<ClaimedBacktest, 'since' | 'until'> & { since: string; until: string }>(
      `update alerts.backtest b set state = 'RUNNING', worker = $1, beat_at = now(), attempts = attempts + 1, progress = 0,
         activities_read = 0, alert_count = 0, suppressed = 0, overlap = 0, per_day = '[]', top_users = '[]', samples = '[]'
       where (tenant, id) = (
         select tenant, id from alerts.backtest c
         where c.state in ('QUEUED', 'RUNNING') and c.not_before <= now()
           and case c.state when 'RUNNING' then c.beat_at < now() - ${DEAD}
             else not exists (select 1 from alerts.backtest r where r.tenant = c.tenant and r.state = 'RUNNING') end
         order by c.created_at, c.id limit 1 for update skip locked)
       returning tenant, id, app, subject, attempts,
         extract(epoch from since) * 1000 as since, extract(epoch from until) * 1000 as until`,
      [worker],
    )
    .catch((error: { code?: string }) => {
      // Another process has begun one of the same tenant at this moment.
      if (error.code === '23505') return { rows: [] }
      throw error
    })
  const [row] = rows
  return row ? { ...row, since: Number(row.since), until: Number(row.until) } : null
}

/** Tells that a worker lives; returns the runs that are still its own. */
export async function beatBacktests(db: Database, worker: string): Promise<{ tenant: string; id: string }[]> {
  const { rows } = await db.system.query<{ tenant: string; id: string }>(
    `update alerts.backtest set beat_at = now() where worker = $1 and state = 'RUNNING' returning tenant, id`,
    [worker],
  )
  return rows
}

/** Puts a worker's runs back among those that wait; a stop in order is no broken attempt. */
export async function giveBackBacktests(db: Database, worker: string): Promise<void> {
  await db.system.query(
    `update alerts.backtest set state = 'QUEUED', worker = null, attempts = attempts - 1 where worker = $1 and state = 'RUNNING'`,
    [worker],
  )
}

/** Drops backtests that ended over 30 days ago; history reports stay as long as their app. */
export async function dropOldBacktests(db: Database): Promise<number> {
  const { rowCount } = await db.system.query(
    `delete from alerts.backtest where app is null and ended_at < now() - interval '30 days'`,
  )
  return rowCount ?? 0
}

/** Deletes what the ledger of suppressions holds of before a moment, in every tenant. */
export async function forgetSuppressions(db: Database, before: Date): Promise<void> {
  let deleted: number
  do {
    const { rowCount } = await db.system.query(
      `delete from alerts.suppression where (tenant, id) in (select tenant, id from alerts.suppression where at < $1 limit 10000)`,
      [before],
    )
    deleted = rowCount ?? 0
  } while (deleted === 10_000)
  do {
    const { rowCount } = await db.system.query(
      `delete from alerts.suppression_hit where (tenant, id) in (select tenant, id from alerts.suppression_hit where at < $1 limit 10000)`,
      [before],
    )
    deleted = rowCount ?? 0
  } while (deleted === 10_000)
  await db.system.query('delete from alerts.suppression_count where day < $1::timestamptz::date', [before])
}

/** Webhooks that have not read their tenant's alert log to its end; in no order, so that none waits behind others for ever. */
export async function webhooksBehind(db: Database): Promise<{ tenant: string; webhook: string }[]> {
  const { rows } = await db.system.query<{ tenant: string; webhook: string }>(
    `select w.tenant, w.id as webhook from alerts.webhook w join alerts.tenant_counter c on c.tenant = w.tenant
     where w.enabled and c.seq > w.position order by random() limit 500`,
  )
  return rows
}

/** For whom deliveries are taken on, and until when; times in epoch ms. */
export interface DeliveryLease {
  claim: string
  now: number
  until: number
}

/** Takes on calls that are due, of each webhook as many as it has room for beside those in hand (`busy`). */
export async function claimCalls(
  db: Database,
  lease: DeliveryLease,
  room: { free: number; atOnce: number; busy: { webhook: string; count: number }[] },
): Promise<Claimed[]> {
  const { rows } = await db.system.query<ClaimedRow>(
    `update alerts.delivery d set claim = $1, next_at = $3 from (
       select p.tenant, p.id from alerts.webhook w
       left join json_to_recordset($6) as b(webhook uuid, count int) on b.webhook = w.id
       cross join lateral (
         select q.tenant, q.id from alerts.delivery q
         where q.tenant = w.tenant and q.webhook = w.id and q.state = 'PENDING' and q.next_at <= $2
         order by q.next_at, q.seq limit greatest(0, $4::int - coalesce(b.count, 0)) for update of q skip locked) p
       where w.enabled limit $5) taken
     where d.tenant = taken.tenant and d.id = taken.id returning ${CLAIMED}`,
    [lease.claim, new Date(lease.now), new Date(lease.until), room.atOnce, room.free, JSON.stringify(room.busy)],
  )
  return rows.map(toClaimed)
}

/** Takes on mails that are due, one of each tenant but those that have one in hand (`busy`). */
export async function claimMails(
  db: Database,
  lease: DeliveryLease,
  room: { free: number; busy: string[] },
): Promise<Claimed[]> {
  const { rows } = await db.system.query<ClaimedRow>(
    `update alerts.delivery d set claim = $1, next_at = $3 from (
       select p.tenant, p.id from (
         select distinct tenant from alerts.delivery
         where state = 'PENDING' and webhook is null and part_of is null and next_at <= $2 and tenant <> all($5::text[])) t
       cross join lateral (
         select q.tenant, q.id from alerts.delivery q
         where q.tenant = t.tenant and q.webhook is null and q.state = 'PENDING' and q.part_of is null and q.next_at <= $2
         order by q.next_at, q.id limit 1 for update of q skip locked) p
       limit $4) taken
     where d.tenant = taken.tenant and d.id = taken.id returning ${CLAIMED}`,
    [lease.claim, new Date(lease.now), new Date(lease.until), room.free, room.busy],
  )
  return rows.map(toClaimed)
}

const CLAIMED = 'd.tenant, d.id, d.webhook, d.email, d.alert, d.seq, d.event, d.at, d.attempts, d.claim, d.held'
type ClaimedRow = Omit<Claimed, 'seq'> & { seq: string | null }
const toClaimed = (row: ClaimedRow): Claimed => ({ ...row, seq: row.seq === null ? null : Number(row.seq) })

/** Deletes steps of the alert logs of before a moment, in every tenant. */
export async function forgetSteps(db: Database, before: Date): Promise<void> {
  let deleted: number
  do {
    const { rowCount } = await db.system.query(
      `delete from alerts.alert_event where (tenant, seq) in (select tenant, seq from alerts.alert_event where at < $1 limit 10000)`,
      [before],
    )
    deleted = rowCount ?? 0
  } while (deleted === 10_000)
}

/** Deletes deliveries that ended before a moment, and of each webhook, or tenant's mails, those beyond so many, in every tenant. */
export async function forgetDeliveries(db: Database, before: Date, most: number): Promise<void> {
  let deleted: number
  do {
    const { rowCount } = await db.system.query(
      `delete from alerts.delivery where (tenant, id) in (select tenant, id from alerts.delivery where ended_at < $1 limit 10000)`,
      [before],
    )
    deleted = rowCount ?? 0
  } while (deleted === 10_000)
  await db.system.query(
    `delete from alerts.delivery d using (
       select tenant, id, row_number() over (partition by tenant, webhook order by created_at desc, id desc) as place
       from alerts.delivery where ended_at is not null) k
     where d.tenant = k.tenant and d.id = k.id and k.place > $1`,
    [most],
  )
}

/** Takes on the next look at how Casbah fares; false when another process did so less than `everyMs` ago. `now`: epoch ms. */
export async function takeSystemLook(db: Database, now: number, everyMs: number): Promise<boolean> {
  const { rowCount } = await db.system.query(
    `insert into alerts.system_look as l (one, at) values (true, $1) on conflict (one) do update set at = $1 where l.at <= $2`,
    [now, now - everyMs / 2],
  )
  return rowCount === 1
}

/** Tenants with apps after this one, in order. */
export async function tenantsWithApps(db: Database, after: string, limit: number): Promise<string[]> {
  const { rows } = await db.system.query<{ tenant: string }>(
    'select distinct tenant from alerts.app_health where tenant > $1 order by tenant limit $2',
    [after, limit],
  )
  return rows.map(({ tenant }) => tenant)
}
