import type { Tx } from '@casbah/kit'
import type { Target } from './targets.ts'

/** An alert's clocks as its row has them. Due times stand as they were promised: new targets are for alerts that come. */
export interface ClockColumns {
  /** When it was raised, or opened again. */
  opened_at: Date | string
  acknowledge_by: Date | string
  /** From when on it is at risk. */
  acknowledge_risk_at: Date | string
  /** When its state first changed or it first had an assignee. */
  acknowledged_at: Date | string | null
  resolve_by: Date | string
  resolve_risk_at: Date | string
  resolved_at: Date | string | null
}

/** Columns of `alerts.alert a` that tell its clocks. */
export const CLOCK_COLUMNS =
  'a.opened_at, a.acknowledge_by, a.acknowledge_risk_at, a.acknowledged_at, a.resolve_by, a.resolve_risk_at, a.resolved_at, a.due_at'

/** Share of a target's time after which an alert is at risk. */
const RISK = 0.8

/** What is due of an alert that runs from a moment (epoch ms) on. */
export function dueFrom(start: number, { acknowledge, resolve }: Target) {
  const at = (seconds: number) => new Date(start + seconds * 1000).toISOString()
  return {
    acknowledge_by: at(acknowledge),
    acknowledge_risk_at: at(acknowledge * RISK),
    resolve_by: at(resolve),
    resolve_risk_at: at(resolve * RISK),
  }
}

/** What triage changes of an alert, as far as clocks go. */
export interface Standing {
  state: string
  assignee: string | null
}

/** The clocks after a change. Opening it again starts the clock of resolving anew; acknowledged is acknowledged. `at`: epoch ms. */
export function clocksAfter(
  before: Standing & ClockColumns,
  after: Standing,
  at: number,
  target: Target,
): Pick<ClockColumns, 'opened_at' | 'acknowledged_at' | 'resolve_by' | 'resolve_risk_at' | 'resolved_at'> {
  const now = new Date(at).toISOString()
  const isTaken = (before.state === 'OPEN' && after.state !== 'OPEN') || (!before.assignee && !!after.assignee)
  const { opened_at, resolve_by, resolve_risk_at } = before
  const acknowledged_at = before.acknowledged_at ?? (isTaken ? now : null)
  if (after.state === 'RESOLVED')
    return { opened_at, acknowledged_at, resolve_by, resolve_risk_at, resolved_at: before.resolved_at ?? now }
  if (before.state !== 'RESOLVED') return { opened_at, acknowledged_at, resolve_by, resolve_risk_at, resolved_at: null }
  const due = dueFrom(at, target)
  return {
    opened_at: now,
    acknowledged_at,
    resolve_by: due.resolve_by,
    resolve_risk_at: due.resolve_risk_at,
    resolved_at: null,
  }
}

/** What got worse at a moment (epoch ms) is due as soon as one that is raised then, but no later than it was. */
export async function tightenClocks(tx: Tx, alert: string, at: number, target: Target): Promise<void> {
  const due = dueFrom(at, target)
  await tx.query(
    `update alerts.alert set acknowledge_by = least(acknowledge_by, $3::timestamptz),
       acknowledge_risk_at = least(acknowledge_risk_at, $4::timestamptz), resolve_by = least(resolve_by, $5::timestamptz),
       resolve_risk_at = least(resolve_risk_at, $6::timestamptz) where tenant = $1 and id = $2`,
    [tx.tenant, alert, due.acknowledge_by, due.acknowledge_risk_at, due.resolve_by, due.resolve_risk_at],
  )
}
