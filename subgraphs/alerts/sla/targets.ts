import type { Severity, Tx } from '@casbah/kit'
import type { StoredActor } from '../alert/alert.row.ts'

/** Seconds within which an alert is to be acknowledged and resolved. */
export interface Target {
  acknowledge: number
  resolve: number
}

export type Targets = Record<Severity, Target>

const HOUR = 3_600
const DAY = 24 * HOUR

/** What holds until a tenant says otherwise. */
export const DEFAULT_TARGETS: Targets = {
  CRITICAL: { acknowledge: HOUR / 4, resolve: 4 * HOUR },
  HIGH: { acknowledge: HOUR, resolve: DAY },
  MEDIUM: { acknowledge: 8 * HOUR, resolve: 3 * DAY },
  LOW: { acknowledge: DAY, resolve: 7 * DAY },
  INFORMATIONAL: { acknowledge: 7 * DAY, resolve: 30 * DAY },
}

export interface TargetRow {
  severity: Severity
  acknowledge_seconds: number
  resolve_seconds: number
  changed_at: Date | string
  changed_by: StoredActor
}

/** The targets that a tenant has set itself. */
export function readTargetRows(tx: Tx): Promise<TargetRow[]> {
  return tx.query<TargetRow>(
    'select severity, acknowledge_seconds, resolve_seconds, changed_at, changed_by from alerts.sla_target where tenant = $1',
    [tx.tenant],
  )
}

/** The tenant's targets. */
export async function readTargets(tx: Tx): Promise<Targets> {
  const targets = { ...DEFAULT_TARGETS }
  for (const { severity, acknowledge_seconds, resolve_seconds } of await readTargetRows(tx))
    targets[severity] = { acknowledge: acknowledge_seconds, resolve: resolve_seconds }
  return targets
}
