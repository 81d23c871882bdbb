import { ActorKind, IpInfo, type Context } from '@casbah/kit'
import type { Citation } from '../detection/citation.ts'
import type { Actor } from '../graphql/shared.ts'
import { ocsfActivity } from '../ocsf/activity.ts'
import { ALERT_COLUMNS, toActor, toAlert, type AlertRow, type StoredActor } from './alert.row.ts'
import type { Alert, AlertEvent, Comment, Evidence } from './alert.type.ts'
import { COPIES } from './evidence.ts'

/** An alert by id; null when the tenant has none such. */
export function alertById(context: Context, id: string): Promise<Alert | null> {
  return context
    .loader<string, Alert | null>(alertById, async (ids, ctx) => {
      const rows = await (
        await ctx.tx()
      ).query<AlertRow>(`select ${ALERT_COLUMNS} from alerts.alert a where a.tenant = $1 and a.id = any($2::uuid[])`, [
        ctx.tenant,
        ids.filter(isUuid),
      ])
      const found = new Map(rows.map(row => [row.id, toAlert(row)]))
      return ids.map(each => found.get(each) ?? null)
    })
    .load(id)
}

export function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
}

/** Alerts that cite an activity, newest first. */
export function alertsCiting(context: Context, activity: string): Promise<Alert[]> {
  return context
    .loader<string, Alert[]>(alertsCiting, async (activities, ctx) => {
      const rows = await (
        await ctx.tx()
      ).query<AlertRow & { activity: string }>(
        `select v.activity, ${ALERT_COLUMNS} from alerts.alert_evidence v join alerts.alert a on a.tenant = v.tenant and a.id = v.alert
       where v.tenant = $1 and v.activity = any($2) order by a.raised_at desc, a.id`,
        [ctx.tenant, activities],
      )
      const found = Map.groupBy(rows, row => row.activity)
      return activities.map(each => (found.get(each) ?? []).map(toAlert))
    })
    .load(activity)
}

export interface EntityRow {
  alert: string
  kind: string
  value: string
  detail: Partial<IpInfo> | null
}

/** What an alert touches, of one kind, the first 100. */
export async function entitiesOf(
  context: Context,
  alert: string,
  kind: 'app' | 'account' | 'user' | 'resource' | 'ip',
): Promise<EntityRow[]> {
  const all = await perAlert<EntityRow>(
    context,
    entitiesOf,
    alert,
    `select e.alert, e.kind, e.value, e.detail from alerts.alert_entity e where e.tenant = $1 and e.alert = any($2::uuid[]) order by e.value`,
  )
  return all.filter(row => row.kind === kind).slice(0, 100)
}

export async function commentsOf(context: Context, alert: string): Promise<Comment[]> {
  const rows = await perAlert<{ author: StoredActor; text: string; at: string }>(
    context,
    commentsOf,
    alert,
    lastOf('alert_comment', 'author, text, at', 200),
  )
  return rows.map(({ author, text, at }) => ({ author: toActor(author), text, createdAt: new Date(at) }))
}

export async function historyOf(context: Context, alert: string): Promise<AlertEvent[]> {
  const rows = await perAlert<HistoryRow>(
    context,
    historyOf,
    alert,
    lastOf('alert_history', 'at, actor, kind, from_value, to_value', 500),
  )
  return rows.map(toAlertEvent)
}

/** A step of a history, as it is kept. */
export interface HistoryRow {
  at: Date | string
  actor: StoredActor
  kind: AlertEvent['kind']
  from_value: string | null
  to_value: string | null
}

export function toAlertEvent({ at, actor, kind, from_value: from, to_value: to }: HistoryRow): AlertEvent {
  return { at: new Date(at), actor: toActor(actor), kind, from, to }
}

export async function evidenceOf(context: Context, alert: string): Promise<Evidence[]> {
  const rows = await citationsOf(context, alert)
  return rows.map(copy => ({
    time: new Date(copy.time),
    action: copy.action,
    actor: actorOf(copy),
    ip: copy.ip && Object.assign(new IpInfo(), copy.ip),
    ocsf: ocsfActivity(copy),
    activity: { id: copy.id },
  }))
}

/** The activities that an alert has copied, oldest first. */
export async function citationsOf(context: Context, alert: string): Promise<Citation[]> {
  const rows = await perAlert<{ copy: Citation }>(
    context,
    citationsOf,
    alert,
    `select v.alert, v.copy from alerts.alert_evidence v where v.tenant = $1 and v.alert = any($2::uuid[]) and v.copy is not null
     order by v.time, v.activity`,
  )
  return rows.slice(0, COPIES).map(row => row.copy)
}

/** Who did it: an account that is known, else somebody outside. */
export function actorOf({ actor, accountId }: Citation): Actor | null {
  if (!actor) return null
  const email = actor.email?.toLowerCase() ?? null
  const name = actor.name ?? email ?? actor.id ?? 'unknown'
  if (!accountId) return { kind: ActorKind.EXTERNAL, id: null, name, email, account: null }
  return { kind: ActorKind.ACCOUNT, id: accountId, name, email, account: { id: accountId } }
}

/** The last rows of a table that hang on each alert, oldest first. */
function lastOf(table: string, columns: string, limit: number): string {
  return `select k.alert, x.* from unnest($2::uuid[]) as k(alert) cross join lateral (
    select id, ${columns} from alerts.${table} t where t.tenant = $1 and t.alert = k.alert order by t.id desc limit ${limit}) x
    order by k.alert, x.id`
}

async function perAlert<Row>(context: Context, key: unknown, alert: string, sql: string): Promise<Row[]> {
  const loader = context.loader<string, Row[]>(key, async (alerts, ctx) => {
    const rows = await (await ctx.tx()).query<Row & { alert: string }>(sql, [ctx.tenant, alerts])
    const found = Map.groupBy(rows, row => row.alert)
    return alerts.map(each => found.get(each) ?? [])
  })
  return loader.load(alert)
}
