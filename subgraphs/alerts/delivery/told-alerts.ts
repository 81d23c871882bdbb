import type { Tx } from '@casbah/kit'
import { ALERT_COLUMNS, toAlert, type AlertRow } from '../alert/alert.row.ts'
import type { Alert } from '../alert/alert.type.ts'
import { COPIES } from '../alert/evidence.ts'
import type { Citation } from '../detection/citation.ts'
import { ocsfFinding } from '../ocsf/finding.ts'
import { readPolicies } from '../policy/policy.loaders.ts'

/** Where the console shows an alert, below the gateway's address. */
export const pathOf = (alert: string): string => `/#alert=${alert}`

/** Alerts by id, as they are now; those that are gone are missing. */
export async function readAlerts(tx: Tx, ids: readonly string[]): Promise<Map<string, Alert>> {
  const rows = await tx.query<AlertRow>(
    `select ${ALERT_COLUMNS} from alerts.alert a where a.tenant = $1 and a.id = any($2::uuid[])`,
    [tx.tenant, ids],
  )
  return new Map(rows.map(row => [row.id, toAlert(row)]))
}

/** Each alert as an OCSF Detection Finding, in their order; a policy that is gone leaves its id as its name. */
export async function readFindings(tx: Tx, alerts: readonly Alert[]): Promise<Record<string, unknown>[]> {
  const policies = await readPolicies(tx, [...new Set(alerts.map(alert => alert.policyId))])
  const cited = await tx.query<{ alert: string; copy: Citation }>(
    `select v.alert, v.copy from unnest($2::uuid[]) as k(id) cross join lateral (
       select alert, copy, time, activity from alerts.alert_evidence e where e.tenant = $1 and e.alert = k.id and e.copy is not null
       order by e.time, e.activity limit ${COPIES}) v
     order by v.time, v.activity`,
    [tx.tenant, [...new Set(alerts.map(alert => alert.id))]],
  )
  const citations = Map.groupBy(cited, row => row.alert)
  return alerts.map(alert =>
    ocsfFinding(
      alert,
      policies.get(alert.policyId) ?? { name: alert.policyId },
      (citations.get(alert.id) ?? []).map(row => row.copy),
    ),
  )
}
