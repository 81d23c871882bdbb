import { allOf, anyOf, type Parameters } from '../graphql/sql.ts'
import { slaStateSql } from '../sla/sla-state.ts'
import type { AlertFilter } from './alert.inputs.ts'
import { tagOf } from './tags.ts'

/** A filter as a condition on a row `a` of alerts.alert, and on what hangs on it. `now`: epoch ms that SLA clocks are read at. */
export function filterSql(filter: AlertFilter | null | undefined, parameters: Parameters, now = Date.now()): string {
  if (!filter) return 'true'
  const conditions: string[] = []
  const among = (column: string, values: string[] | null | undefined, type = 'text') => {
    if (values) conditions.push(`a.${column}::text = any(${parameters.add(values)}::${type}[])`)
  }
  const touches = (kind: string, values: string[] | null | undefined) => {
    if (values)
      conditions.push(`exists (select 1 from alerts.alert_entity e where e.tenant = a.tenant and e.kind = '${kind}'
        and e.value = any(${parameters.add(values)}::text[]) and e.alert = a.id)`)
  }
  among('severity', filter.severity)
  among('state', filter.state)
  among('classification', filter.classification)
  if (filter.tags) conditions.push(`a.tags && ${parameters.add(filter.tags.map(tagOf))}::text[]`)
  among('policy', filter.policy)
  among('policy_kind', filter.policyKind)
  among('assignee', filter.assignee)
  touches('app', filter.app)
  touches('connector', filter.connector)
  touches('account', filter.account)
  touches('user', filter.user)
  touches('resource', filter.resource)
  touches('ip', filter.ip)
  // A merged incident's id stands for the one that took it over, whose alerts may be told as they were before.
  if (filter.incident)
    conditions.push(`exists (select 1 from alerts.incident g where g.tenant = a.tenant
      and g.id::text = any(${parameters.add(filter.incident)}::text[]) and a.incident in (g.id, g.merged_into))`)
  if (filter.sla) conditions.push(`${slaStateSql(now, parameters)} = any(${parameters.add(filter.sla)}::text[])`)
  if (filter.isAssigned != null) conditions.push(`a.assignee is ${filter.isAssigned ? 'not ' : ''}null`)
  if (filter.isSimulated != null) conditions.push(`a.is_simulated = ${parameters.add(filter.isSimulated)}::boolean`)
  if (filter.mitre)
    conditions.push(`exists (select 1 from unnest(a.techniques) t, unnest(${parameters.add(filter.mitre)}::text[]) w
      where t = w or starts_with(t, w || '.'))`)
  if (filter.raisedAt?.since)
    conditions.push(`a.raised_at >= ${parameters.add(filter.raisedAt.since.toISOString())}::timestamptz`)
  if (filter.raisedAt?.until)
    conditions.push(`a.raised_at < ${parameters.add(filter.raisedAt.until.toISOString())}::timestamptz`)
  for (const word of filter.text?.split(/\s+/).filter(Boolean) ?? []) conditions.push(wordSql(word, parameters))
  if (filter.and) conditions.push(allOf(filter.and.map(part => filterSql(part, parameters, now))))
  if (filter.or) conditions.push(anyOf(filter.or.map(part => filterSql(part, parameters, now))))
  // What a row lacks makes a condition unknown; `not` takes such rows.
  if (filter.not) conditions.push(`not coalesce(${filterSql(filter.not, parameters, now)}, false)`)
  return allOf(conditions)
}

function wordSql(word: string, parameters: Parameters): string {
  const place = parameters.add(word.toLowerCase())
  return `(strpos(lower(a.title), ${place}::text) > 0 or exists (
    select 1 from alerts.alert_comment c where c.tenant = a.tenant and c.alert = a.id and strpos(lower(c.text), ${place}::text) > 0))`
}
