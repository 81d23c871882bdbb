import type { Context, Severity } from '@casbah/kit'
import { isUuid } from '../alert/alert.loaders.ts'
import { ALERT_COLUMNS, toAlert, type AlertRow } from '../alert/alert.row.ts'
import type { Alert } from '../alert/alert.type.ts'
import { ALERTS } from './group.ts'
import { Incident } from './incident.type.ts'
import { riskScore } from './risk.ts'
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
  tactics: number
  is_admin: boolean
}

/** What hangs on the alert `a`. */
const ENTITIES = 'alerts.alert_entity e on e.tenant = a.tenant and e.alert = a.id'
/** Alerts of the incident `i` that bear on its risk. */
const RISKY = `a.tenant = $1 and a.incident = i.id and a.classification is distinct from 'FALSE_POSITIVE'`

/** All of an incident follows from its alerts as they are now. */
const FACTS = `
  select w.id as wanted, i.id, f.*,
    (select array_agg(distinct p.name order by p.name) from alerts.alert a join ${ENTITIES} and e.kind = 'app'
      join alerts.app p on p.tenant = e.tenant and p.id = e.value where a.tenant = $1 and a.incident = i.id) as apps,
    (select count(distinct tactic)::int from alerts.alert a, json_array_elements(a.mitre) m, json_array_elements_text(m -> 'tactics') tactic
      where ${RISKY}) as tactics,
    exists (select 1 from alerts.alert a join ${ENTITIES} and e.kind = 'account'
      join alerts.account k on k.tenant = e.tenant and k.id = e.value and k.is_admin where ${RISKY})
    or exists (select 1 from alerts.alert a join ${ENTITIES} and e.kind = 'user'
      join alerts.account k on k.tenant = e.tenant and k.user_id = e.value and k.is_admin where ${RISKY}) as is_admin
  from unnest($2::uuid[]) as w(id)
  join alerts.incident k on k.tenant = $1 and k.id = w.id
  join alerts.incident i on i.tenant = $1 and i.id = coalesce(k.merged_into, k.id)
  cross join lateral (
    select count(*)::int as alerts, bool_and(a.state = 'OPEN') as all_open, bool_and(a.state = 'RESOLVED') as all_resolved,
      (array_agg(a.severity order by a.severity_rank desc))[1] as severity,
      (array_agg(a.title order by a.severity_rank desc, a.first_activity_at, a.id))[1] as title,
      (array_agg(a.severity order by a.severity_rank desc)
        filter (where a.classification is distinct from 'FALSE_POSITIVE'))[1] as risk_severity
    from alerts.alert a where a.tenant = $1 and a.incident = i.id) f`

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
  return Object.assign(new Incident(), {
    id: row.id,
    title: incidentTitle(row.title, row.alerts - 1, row.apps ?? []),
    severity: row.severity,
    state: row.all_open ? 'OPEN' : row.all_resolved ? 'RESOLVED' : 'IN_PROGRESS',
    riskScore: riskScore({ severity: row.risk_severity, isAdmin: row.is_admin, tactics: row.tactics }),
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
    `select distinct a.incident as within, e.kind, e.value as id
     from alerts.alert a join ${ENTITIES} and e.kind in ('app', 'user')
     where a.tenant = $1 and a.incident = any($2::uuid[]) order by e.value`,
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
