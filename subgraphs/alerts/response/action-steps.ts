import type { Topics, Tx } from '@casbah/kit'
import { logSteps, takeTurn } from '../alert/alert-log.ts'

/** Steps that an analyst wants to see; those in between come and go. */
const TOLD: ReadonlySet<string> = new Set([
  'AWAITING_APPROVAL',
  'QUEUED',
  'UNKNOWN',
  'SUCCEEDED',
  'FAILED',
  'REJECTED',
  'CANCELLED',
  'EXPIRED',
  'UNDONE',
])
const CASBAH = { kind: 'SYSTEM', id: null, name: 'Casbah', email: null }

/** Writes into the history of alerts how far the governance actions that answer them got; those who follow the alert hear of it. */
export async function tellActions(items: Topics['action.changed'][], tx: Tx): Promise<void> {
  const told = items.filter(({ alert, state }) => alert !== null && TOLD.has(state))
  if (!told.length) return
  await takeTurn(tx)
  const changed = await tx.query<Before>(
    `with told as (
       select alert::uuid as alert, coalesce(s.title, t.spec) || ': ' || t.state as step, to_timestamp(t.at / 1000.0) as at
       from json_to_recordset($2) as t(alert text, spec text, state text, at float8) left join alerts.action_spec s on s.id = t.spec
       where t.alert ~ '^[0-9a-f-]{36}$'
     ), written as (
       insert into alerts.alert_history (tenant, alert, at, actor, kind, from_value, to_value)
       select $1, t.alert, t.at, $3, 'ACTION', null, t.step from told t
       where exists (select 1 from alerts.alert a where a.tenant = $1 and a.id = t.alert) returning alert
     )
     update alerts.alert a set version = version + 1 where a.tenant = $1 and a.id in (select alert from written)
     returning a.id as alert, a.severity, a.state, a.classification, a.assignee, a.incident`,
    [tx.tenant, JSON.stringify(told), JSON.stringify(CASBAH)],
  )
  await logSteps(
    tx,
    changed.map(({ alert, ...before }) => ({ alert, kind: 'CHANGED' as const, before })),
  )
}

interface Before {
  alert: string
  severity: string
  state: string
  classification: string | null
  assignee: string | null
  incident: string | null
}
