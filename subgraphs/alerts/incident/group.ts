import type { Tx } from '@casbah/kit'
import type { Before, Step } from '../alert/alert-log.ts'
import type { StoredActor } from '../alert/alert.row.ts'
import { uuidOf } from '../policy/built-in/index.ts'
import { apartness, inheritApart } from './apart.ts'
import { keepEvents } from './incident-event.ts'
import { beginEach, lonelyOnes } from './lonely.ts'
import { withoutServices } from './service-accounts.ts'
import type { Tie } from './ties.ts'

/** Longest pause between the activities of an incident and those of an alert that joins it. */
export const PAUSE_MS = 24 * 3_600_000
/**
 * From the first activity of an incident to its last, at most: a login that alerts every day is not one story for ever. What is folded
 * into an alert that is in it already may exceed that by a day, which is as long as an alert lasts.
 */
export const LONGEST_MS = 7 * 24 * 3_600_000
/** Alerts of one incident; a full one takes no more, and the next alert begins another. */
export const ALERTS = 200
/** Entities that an incident is known by; further ones tie no more. */
export const ENTITIES = 500

const CASBAH: StoredActor = { kind: 'SYSTEM', id: null, name: 'Casbah', email: null }

/** An alert that was just raised, or that more activities were folded into. */
export interface Touched {
  alert: string
  isNew: boolean
  isSimulated: boolean
  /** Epoch ms of the first and last activity that it cites. */
  first: number
  last: number
  /** By the activities that are new. */
  ties: Tie[]
}

interface Incident {
  id: string
  first: number
  last: number
  alerts: number
  isOwn: boolean
  /** Whether every alert of it is resolved. */
  isResolved: boolean
}

/**
 * Finds each alert's incident, in the order of their first activities; it follows from log and times of events alone. Call it within the
 * tenant's turn (`takeTurn`). Returns a step for every other alert that came to another incident thereby. `now`: epoch ms of judging.
 */
export async function groupAlerts(tx: Tx, touched: Touched[], now: number): Promise<Step[]> {
  const moved = new Map<string, Step>()
  const ordered = [...(await withoutServices(tx, touched))].sort(
    (a, b) => a.first - b.first || (a.alert < b.alert ? -1 : 1),
  )
  const lonely = await lonelyOnes(tx, ordered)
  // They wait for the next that is not, so that incidents are numbered in the order of the alerts.
  const waiting: Touched[] = []
  for (const each of ordered) {
    if (lonely.has(each.alert)) {
      waiting.push(each)
      continue
    }
    await beginEach(tx, waiting.splice(0))
    for (const { alert, before } of await group(tx, each, now))
      // What happens to an alert in one transaction is one step, from what it was before.
      if (!moved.has(alert)) moved.set(alert, { alert, kind: 'CHANGED', before })
  }
  await beginEach(tx, waiting)
  for (const { alert } of touched) moved.delete(alert)
  return [...moved.values()]
}

interface Moved {
  alert: string
  before: Before & { incident: string }
}

/**
 * Puts an alert into the oldest incident that it ties to and that has room, or a new one. Younger ones merge into that, unless somebody
 * has split them.
 */
async function group(tx: Tx, touched: Touched, now: number): Promise<Moved[]> {
  const found = await candidates(tx, touched)
  const joined = fitting(
    touched,
    found,
    await apartness(
      tx,
      found.map(({ id }) => id),
    ),
  )
  const target = joined[0]?.id ?? (await begin(tx, touched))
  const younger = joined.slice(1).map(each => each.id)
  if (!joined.some(each => each.isOwn)) {
    // Raising says enough; an older alert may come from a version without incidents.
    if (!touched.isNew) await remember(tx, [touched.alert], target, now, CASBAH)
    if (joined.length && joined.every(each => each.isResolved)) await reopen(tx, target, touched.alert, now)
    await tx.query('update alerts.alert set incident = $3 where tenant = $1 and id = $2', [
      tx.tenant,
      touched.alert,
      target,
    ])
  }
  const moved = younger.length ? await merge(tx, target, younger, now, CASBAH) : []
  await know(tx, target, touched.ties)
  await measure(tx, target)
  return moved
}

/** Counts the alerts of an incident and takes its span from theirs. */
export async function measure(tx: Tx, incident: string): Promise<void> {
  await tx.query(
    `update alerts.incident i set alert_count = a.alerts, first_activity_at = a.first, last_activity_at = a.last from (
       select count(*) as alerts, min(first_activity_at) as first, max(last_activity_at) as last
       from alerts.alert where tenant = $1 and incident = $2) a
     where i.tenant = $1 and i.id = $2`,
    [tx.tenant, incident],
  )
}

/** Tells in the timeline that a resolved incident goes on. */
async function reopen(tx: Tx, incident: string, alert: string, now: number): Promise<void> {
  const alerts = await tx.query<{ title: string }>('select title from alerts.alert where tenant = $1 and id = $2', [
    tx.tenant,
    alert,
  ])
  const titles = alerts.map(({ title }) => title)
  await keepEvents(tx, [
    { incident, at: new Date(now).toISOString(), actor: CASBAH, kind: 'REOPENED', titles, reason: null },
  ])
}

/**
 * The alert's own incident, and those it ties to: of the same reality, near in time, with room, with an alert that is not resolved or was
 * an attack: an attacker who comes back reopens it.
 */
async function candidates(tx: Tx, { alert, isSimulated, first, last, ties }: Touched): Promise<Incident[]> {
  const rows = await tx.query<{
    id: string
    first: string
    last: string
    alerts: number
    own: boolean
    resolved: boolean
  }>(
    `with own as materialized (select incident as id from alerts.alert where tenant = $1 and id = $2 and incident is not null),
     tied as materialized (
       select distinct e.id from json_to_recordset($6) as t(kind text, value text) cross join lateral (
         select e.incident as id from alerts.incident_entity e where e.tenant = $1 and e.kind = t.kind and e.value = t.value offset 0) e)
     select i.id, i.alert_count as alerts, i.own,
       not exists (select 1 from alerts.alert a where a.tenant = $1 and a.incident = i.id and a.state <> 'RESOLVED') as resolved,
       extract(epoch from i.first_activity_at) * 1000 as first, extract(epoch from i.last_activity_at) * 1000 as last
     from (
       select true as own, i.* from own cross join lateral (
         select * from alerts.incident i where i.tenant = $1 and i.id = own.id offset 0) i
       union all
       select false as own, i.* from (select id from tied except select id from own) t cross join lateral (
         select * from alerts.incident i where i.tenant = $1 and i.id = t.id and i.merged_into is null and i.is_simulated = $3
           and i.alert_count < ${ALERTS} and i.last_activity_at >= $4 and i.first_activity_at <= $5 offset 0) i
       where exists (select 1 from alerts.alert a where a.tenant = $1 and a.incident = i.id
         and (a.state <> 'RESOLVED' or a.classification = 'TRUE_POSITIVE'))) i
     order by i.number`,
    [
      tx.tenant,
      alert,
      isSimulated,
      new Date(first - PAUSE_MS).toISOString(),
      new Date(last + PAUSE_MS).toISOString(),
      JSON.stringify(ties),
    ],
  )
  return rows.map(({ id, alerts, own, resolved, ...times }) => ({
    id,
    alerts,
    isOwn: own,
    isResolved: resolved,
    first: Number(times.first),
    last: Number(times.last),
  }))
}

/**
 * Those that may be one, the alert among them, the oldest first: an incident that would grow too large or too long, or that was split from
 * one of them, stays by itself.
 */
function fitting(touched: Touched, found: Incident[], areApart: (one: string, other: string) => boolean): Incident[] {
  const own = found.filter(each => each.isOwn)
  let alerts = own[0]?.alerts ?? 1
  let first = Math.min(touched.first, own[0]?.first ?? Infinity)
  let last = Math.max(touched.last, own[0]?.last ?? -Infinity)
  const joined = own.map(({ id }) => id)
  return found.filter(each => {
    if (each.isOwn) return true
    if (joined.some(id => areApart(id, each.id))) return false
    const union = { first: Math.min(first, each.first), last: Math.max(last, each.last) }
    if (alerts + each.alerts > ALERTS || union.last - union.first > LONGEST_MS) return false
    joined.push(each.id)
    alerts += each.alerts
    ;({ first, last } = union)
    return true
  })
}

/** A new incident; its id follows from the alert that it begins with. */
async function begin(tx: Tx, { alert, isSimulated, first, last }: Touched): Promise<string> {
  const id = uuidOf('incident', tx.tenant, alert)
  await tx.query(
    `insert into alerts.incident (tenant, id, is_simulated, first_activity_at, last_activity_at) values ($1, $2, $3, $4, $5)`,
    [tx.tenant, id, isSimulated, new Date(first).toISOString(), new Date(last).toISOString()],
  )
  return id
}

/** Moves all alerts, entities and events of other incidents to one, as a rule an older; their ids stand for it from now on. */
export async function merge(
  tx: Tx,
  target: string,
  younger: string[],
  now: number,
  actor: StoredActor,
): Promise<Moved[]> {
  const alerts = await tx.query<Before & { id: string; incident: string }>(
    `select id, severity, state, classification, assignee, incident from alerts.alert
     where tenant = $1 and incident = any($2::uuid[]) order by raised_at, id`,
    [tx.tenant, younger],
  )
  const ids = alerts.map(each => each.id)
  await remember(tx, ids, target, now, actor)
  await tx.query(
    'update alerts.alert set incident = $3, version = version + 1 where tenant = $1 and id = any($2::uuid[])',
    [tx.tenant, ids, target],
  )
  const entities = await tx.query<Tie>(
    'delete from alerts.incident_entity where tenant = $1 and incident = any($2::uuid[]) returning kind, value',
    [tx.tenant, younger],
  )
  await know(tx, target, entities)
  await tx.query(
    `update alerts.incident set merged_into = $3, alert_count = 0
     where tenant = $1 and (id = any($2::uuid[]) or merged_into = any($2::uuid[]))`,
    [tx.tenant, younger, target],
  )
  await tx.query('update alerts.incident_event set incident = $3 where tenant = $1 and incident = any($2::uuid[])', [
    tx.tenant,
    younger,
    target,
  ])
  await inheritApart(tx, target, younger)
  return alerts.map(({ id, ...before }) => ({ alert: id, before }))
}

/** Writes into the history of alerts that they come to an incident; call it before they do. */
export async function remember(
  tx: Tx,
  alerts: string[],
  target: string,
  now: number,
  actor: StoredActor,
): Promise<void> {
  await tx.query(
    `insert into alerts.alert_history (tenant, alert, at, actor, kind, from_value, to_value)
     select $1, id, $3, $4, 'INCIDENT', incident::text, $5 from alerts.alert where tenant = $1 and id = any($2::uuid[])
     order by raised_at, id`,
    [tx.tenant, alerts, new Date(now).toISOString(), JSON.stringify(actor), target],
  )
}

/** Keeps what an incident is known by, as far as there is room. */
export async function know(tx: Tx, incident: string, ties: Tie[]): Promise<void> {
  await tx.query(
    `insert into alerts.incident_entity (tenant, kind, value, incident)
     select $1, kind, value, $2 from (
       select distinct t.kind, t.value from json_to_recordset($3) as t(kind text, value text)
       where not exists (select 1 from alerts.incident_entity k
         where k.tenant = $1 and k.kind = t.kind and k.value = t.value and k.incident = $2)) as fresh
     order by kind desc, value
     limit greatest(0, ${ENTITIES} - (select count(*) from alerts.incident_entity where tenant = $1 and incident = $2))`,
    [tx.tenant, incident, JSON.stringify(ties)],
  )
}
