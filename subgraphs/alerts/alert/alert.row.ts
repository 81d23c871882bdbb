import { ActorKind } from '@casbah/kit'
import type { Actor } from '../graphql/shared.ts'
import { CLOCK_COLUMNS, type ClockColumns } from '../sla/clocks.ts'
import { Alert } from './alert.type.ts'

/** Columns of `alerts.alert a` that an Alert is made of. */
export const ALERT_COLUMNS = `a.id, a.policy, a.policy_kind, a.title, a.severity, a.severity_rank, a.state, a.classification, a.classification_reason,
  a.reason_codes, a.tags, a.assignee_actor,
  a.explanation, a.mitre, a.first_activity_at, a.last_activity_at, a.raised_at, a.activity_count, a.is_simulated, a.is_late, a.version, a.incident,
  ${CLOCK_COLUMNS}`

export interface AlertRow extends ClockColumns {
  id: string
  policy: string
  policy_kind: Alert['policyKind']
  title: string
  severity: Alert['severity']
  severity_rank: number
  state: Alert['state']
  classification: Alert['classification']
  classification_reason: string | null
  reason_codes: Alert['reasonCodes']
  tags: string[]
  assignee_actor: StoredActor | null
  explanation: Alert['explanation']
  mitre: Alert['mitre']
  first_activity_at: Date | string
  last_activity_at: Date | string
  raised_at: Date | string
  activity_count: number
  is_simulated: boolean
  is_late: boolean
  version: number
  incident: string | null
}

/** Who did something, as it is kept. */
export interface StoredActor {
  kind: ActorKind
  id: string | null
  name: string
  email: string | null
}

export function toActor(stored: StoredActor): Actor {
  const { kind, id, name, email } = stored
  return { kind, id, name, email, account: kind === ActorKind.ACCOUNT && id ? { id } : null }
}

export function toAlert(row: AlertRow): Alert {
  return Object.assign(new Alert(), {
    id: row.id,
    title: row.title,
    severity: row.severity,
    state: row.state,
    classification: row.classification,
    classificationReason: row.classification_reason,
    reasonCodes: row.reason_codes,
    tags: row.tags,
    assignee: row.assignee_actor && toActor(row.assignee_actor),
    firstActivityAt: new Date(row.first_activity_at),
    lastActivityAt: new Date(row.last_activity_at),
    raisedAt: new Date(row.raised_at),
    activityCount: row.activity_count,
    explanation: row.explanation,
    mitre: row.mitre,
    isSimulated: row.is_simulated,
    isLate: row.is_late,
    version: row.version,
    policyId: row.policy,
    policyKind: row.policy_kind,
    incidentId: row.incident,
    clocks: clocksOf(row),
  } satisfies Alert)
}

function clocksOf(row: ClockColumns): ClockColumns {
  const { opened_at, acknowledge_by, acknowledge_risk_at, acknowledged_at, resolve_by, resolve_risk_at, resolved_at } =
    row
  return { opened_at, acknowledge_by, acknowledge_risk_at, acknowledged_at, resolve_by, resolve_risk_at, resolved_at }
}
