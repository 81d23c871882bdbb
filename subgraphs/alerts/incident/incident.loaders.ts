import type { Context, Severity } from '@casbah/kit'
import { isUuid } from '../alert/alert.loaders.ts'
import { ALERT_COLUMNS, toAlert, type AlertRow } from '../alert/alert.row.ts'
import type { Alert } from '../alert/alert.type.ts'
import { ALERTS } from './group.ts'
import { Incident } from './incident.type.ts'
import { riskParts, riskScore } from './risk.ts'
import { incidentTitle } from './title.ts'

interface FactsRow {
  wanted: string
  id: string
  alerts: number
  severity: Severity
  title: string
  all_open: boolean
  all_resolved: boolean
  apps: string[] | null
  risk_severity: Severity | null
  risk_title: string | null
  tactics: string[] | null
  admin: string | null
}

// `offset 0`, here and in its neighbours, keeps PostgreSQL from beginning with all rows of a tenant when it knows little of the tables yet.

/** All of an incident follows from its alerts as they are now; `counts`: those that bear on its risk. */
const FACTS = `
  with i as materialized (
    select w.id as wanted, k.id from unnest($2::uuid[]) as w(id) cross join lateral (
      select coalesce(k.merged_into, k.id) as id from alerts.incident k where k.tenant = $1 and k.id = w.id offset 0) k),
  a as materialized (
    select a.*, a.classification is distinct from 'FALSE_POSITIVE' as counts from (select distinct id from i) i cross join lateral (
      select a.id, a.incident, a.title, a.severity, a.severity_rank, a.state, a.classification, a.first_activity_at, a.mitre
      from alerts.alert a where a.tenant = $1 and a.incident = i.id offset 0) a),
  e as materialized (
    select distinct a.incident, a.counts, e.kind, e.value from a cross join lateral (
      select e.kind, e.value from alerts.alert_entity e
      where e.tenant = $1 and e.alert = a.id and e.kind in ('app', 'account', 'user') offset 0) e)
  select i.wanted, i.id, f.*, n.apps, t.tactics, r.admin
  from i
  join (
    select incident, count(*)::int as alerts, bool_and(state = 'OPEN') as all_open, bool_and(state = 'RESOLVED') as all_resolved,
      (array_agg(severity order by severity_rank desc))[1] as severity,
      (array_agg(severity order by severity_rank desc) filter (where counts))[1] as risk_severity,
      (array_agg(title order by severity_rank desc, first_activity_at, id))[1] as title,
      (array_agg(title order by severity_rank desc, first_activity_at, id) filter (where counts))[1] as risk_title
    from a group by incident) f on f.incident = i.id
  left join (
    select e.incident, array_agg(distinct p.name order by p.name) as apps
    from e join alerts.app p on p.tenant = $1 and p.id = e.value where e.kind = 'app' group by e.incident) n on n.incident = i.id
  left join (
    select a.incident, array_agg(distinct tactic order by tactic) as tactics
    from a, json_array_elements(a.mitre) m, json_array_elements_text(m -> 'tactics') tactic
    where a.counts group by a.incident) t on t.incident = i.id
  left join (
    select incident, min(name) as admin from (
      select e.incident, k.name from e join alerts.account k on k.tenant = $1 and k.is_admin and k.id = e.value where e.counts and e.kind = 'account'
      union
      select e.incident, k.name from e join alerts.account k on k.tenant = $1 and k.is_admin and k.user_id = e.value
      where e.counts and e.kind = 'user') a
    group by incident
  ) r on r.incident = i.id`

/** An incident by id; by the id of one that was merged, the one that took it over. Null when the tenant has none such. */
export function incidentById(context: Context, id: string): Promise<Incident | null> {
  return context
    .loader<string, Incident | null>(incidentById, async (ids, ctx) => {
      const rows = await (await ctx.tx()).query<FactsRow>(FACTS, [ctx.tenant, ids.filter(isUuid)])
      const found = new Map(rows.map(row => [row.wanted, toIncident(row)]))
      return ids.map(each => found.get(each) ?? null)
    })
    .load(id)
}

function toIncident(row: FactsRow): Incident {
  const risk = riskParts({
    severity: row.risk_severity,
    worst: row.risk_title,
    admin: row.admin,
    tactics: row.tactics ?? [],
  })
  return Object.assign(new Incident(), {
    id: row.id,
    title: incidentTitle(row.title, row.alerts - 1, row.apps ?? []),
    severity: row.severity,
    state: row.all_open ? 'OPEN' : row.all_resolved ? 'RESOLVED' : 'IN_PROGRESS',
    riskScore: riskScore(risk),
    riskExplanation: risk,
  } satisfies Incident)
}

/** Alerts of an incident, newest first. */
export async function alertsIn(context: Context, incident: string): Promise<Alert[]> {
  const rows = await perIncident<AlertRow>(
    context,
    alertsIn,
    incident,
    `select a.incident as within, ${ALERT_COLUMNS} from alerts.alert a where a.tenant = $1 and a.incident = any($2::uuid[])
     order by a.raised_at desc, a.last_activity_at desc, a.id`,
  )
  return rows.slice(0, ALERTS).map(toAlert)
}

/** Ids of the people or apps that an incident touches, the first 100. */
export async function touchedBy(context: Context, incident: string, kind: 'app' | 'user'): Promise<{ id: string }[]> {
  const rows = await perIncident<{ kind: string; id: string }>(
    context,
    touchedBy,
    incident,
    `select distinct k.id as within, e.kind, e.value as id from unnest($2::uuid[]) as k(id)
     cross join lateral (select a.id from alerts.alert a where a.tenant = $1 and a.incident = k.id offset 0) a
     cross join lateral (
       select e.kind, e.value from alerts.alert_entity e
       where e.tenant = $1 and e.alert = a.id and e.kind in ('app', 'user') offset 0) e
     order by e.value`,
  )
  return rows.flatMap(row => (row.kind === kind ? [{ id: row.id }] : [])).slice(0, 100)
}

/** Rows of a statement over incidents `$2` that tells by `within` whose each is; equal questions of a request become one. */
export async function perIncident<Row>(context: Context, key: unknown, incident: string, sql: string): Promise<Row[]> {
  const loader = context.loader<string, Row[]>(key, async (incidents, ctx) => {
    const rows = await (await ctx.tx()).query<Row & { within: string }>(sql, [ctx.tenant, incidents])
    const found = Map.groupBy(rows, row => row.within)
    return incidents.map(each => found.get(each) ?? [])
  })
  return loader.load(incident)
}
