import type { Tx } from '@casbah/kit'
import { filterSql } from '../alert/alert.filter.ts'
import type { AlertFilter } from '../alert/alert.inputs.ts'
import { ALERT_COLUMNS, toAlert, type AlertRow } from '../alert/alert.row.ts'
import type { Alert } from '../alert/alert.type.ts'
import { Parameters } from '../graphql/sql.ts'

export const STEPS_PER_PAGE = 500

/** A step that a subscriber is told of. */
export interface ToldStep {
  seq: number
  kind: 'RAISED' | 'CHANGED' | 'LEFT'
  alertId: string
  alert: Alert | null
}

export interface StepPage {
  told: ToldStep[]
  /** Last step read, told or not. */
  position: number
  /** Whether that was all there is. */
  isLast: boolean
}

/** Columns that a change can make match a filter or not; as they were before a step. */
const CHANGEABLE = ['severity', 'state', 'classification', 'assignee', 'incident', 'tags'] as const

/**
 * Steps of the tenant's alert log after a position. A step is told when its alert matches now; when it matched before the step, does
 * not after it and not now, it is told as LEFT. The alert after a step is the alert before its next one, else the alert now.
 */
export async function readSteps(tx: Tx, after: number, filter: AlertFilter | null): Promise<StepPage> {
  const parameters = new Parameters()
  const [tenant, start] = [parameters.add(tx.tenant), parameters.add(after)]
  const matches = (source: string) => `exists (select 1 from ${source} where ${filterSql(filter, parameters)})`
  const now = '(select h.*) a'
  const as = (step: string) => `(select ${columnsAs(step)}) a`
  const rows = await tx.query<
    AlertRow & { seq: string; step: 'RAISED' | 'CHANGED'; matches_now: boolean; left: boolean }
  >(
    `with page as (select * from alerts.alert_event where tenant = ${tenant} and seq > ${start}::bigint order by seq limit ${STEPS_PER_PAGE})
     select p.seq, p.kind as step, m.matches_now,
       not m.matches_now and p.kind = 'CHANGED' and ${matches(as('p'))}
         and not case when n.seq is null then m.matches_now else ${matches(as('n'))} end as left,
       ${ALERT_COLUMNS.replaceAll('a.', 'h.')}
     from page p
     join alerts.alert h on h.tenant = p.tenant and h.id = p.alert
     left join lateral (select * from alerts.alert_event x where x.tenant = p.tenant and x.alert = p.alert and x.seq > p.seq order by x.seq limit 1) n on true
     cross join lateral (select ${matches(now)} as matches_now) m
     order by p.seq`,
    parameters.values,
  )
  const told = rows.flatMap((row): ToldStep[] => {
    if (row.matches_now) return [{ seq: Number(row.seq), kind: row.step, alertId: row.id, alert: toAlert(row) }]
    return row.left ? [{ seq: Number(row.seq), kind: 'LEFT', alertId: row.id, alert: null }] : []
  })
  return { told, position: rows.length ? Number(rows.at(-1)!.seq) : after, isLast: rows.length < STEPS_PER_PAGE }
}

/** The alert `h` with what it was before a step. */
function columnsAs(step: string): string {
  const kept = ['tenant', 'id', 'policy', 'policy_kind', 'title', 'techniques', 'raised_at', 'is_simulated']
  return [...kept.map(name => `h.${name}`), ...CHANGEABLE.map(name => `${step}.was_${name} as ${name}`)].join(', ')
}

/** The last step of the tenant; 0 before the first. */
export async function lastStep(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ seq: string }>('select seq from alerts.tenant_counter where tenant = $1', [tx.tenant])
  return row ? Number(row.seq) : 0
}

/** How many steps after a position are no longer kept. */
export async function lostSteps(tx: Tx, after: number): Promise<number> {
  const [row] = await tx.query<{ oldest: string | null }>(
    'select min(seq) as oldest from alerts.alert_event where tenant = $1',
    [tx.tenant],
  )
  const oldest = row!.oldest === null ? (await lastStep(tx)) + 1 : Number(row!.oldest)
  return Math.max(0, oldest - 1 - after)
}
