import type { Parameters } from '../graphql/sql.ts'
import type { ClockColumns } from './clocks.ts'
import type { SlaState } from './sla.type.ts'

/** How an alert stands at a moment, epoch ms. The same as `slaStateSql`. */
export function slaStateOf(clocks: ClockColumns, now: number): SlaState {
  const time = (value: Date | string | null, otherwise = now) =>
    value === null ? otherwise : new Date(value).getTime()
  const { acknowledged_at, resolved_at } = clocks
  if (time(acknowledged_at) > time(clocks.acknowledge_by) || time(resolved_at) > time(clocks.resolve_by))
    return 'BREACHED'
  if (resolved_at !== null) return 'MET'
  const isLate = acknowledged_at === null && now >= time(clocks.acknowledge_risk_at)
  return isLate || now >= time(clocks.resolve_risk_at) ? 'AT_RISK' : 'ON_TIME'
}

/** How a row `a` of alerts.alert stands at a moment, epoch ms. The same as `slaStateOf`. */
export function slaStateSql(now: number, parameters: Parameters): string {
  const at = `${parameters.add(new Date(now).toISOString())}::timestamptz`
  return `(case
    when coalesce(a.acknowledged_at, ${at}) > a.acknowledge_by or coalesce(a.resolved_at, ${at}) > a.resolve_by then 'BREACHED'
    when a.resolved_at is not null then 'MET'
    when (a.acknowledged_at is null and ${at} >= a.acknowledge_risk_at) or ${at} >= a.resolve_risk_at then 'AT_RISK'
    else 'ON_TIME' end)`
}
