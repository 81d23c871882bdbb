import { userError, type Severity, type Topics, type Tx, type UserErrorData } from '@casbah/kit'
import { CLOCK_COLUMNS, clocksAfter, type ClockColumns } from '../sla/clocks.ts'
import { readTargets } from '../sla/targets.ts'
import { countOpen, logSteps, takeTurn } from './alert-log.ts'
import type { StoredActor } from './alert.row.ts'
import type { AlertEventKind, AlertState, Classification } from './alert.type.ts'
import { strayCode, type ReasonCode } from './reason-code.ts'
import { changedTags } from './tags.ts'

/** What triage changes; what is left out stays, null clears. */
export interface Change {
  state?: AlertState
  classification?: Classification | null
  /** Taken away by another classification when left out. */
  reason?: string | null
  /** Taken away by another classification when left out. */
  codes?: ReasonCode[]
  assignee?: StoredActor | null
  addTags?: string[]
  removeTags?: string[]
  comment?: string
}

/** A triage that cannot be; its transaction is taken back. */
export class TriageRefused extends Error {
  readonly problem: UserErrorData
  constructor(problem: UserErrorData) {
    super(problem.message)
    this.problem = problem
  }
}

interface Row extends ClockColumns {
  id: string
  severity: Severity
  state: AlertState
  classification: Classification | null
  classification_reason: string | null
  reason_codes: ReasonCode[]
  tags: string[]
  assignee: string | null
  assignee_actor: StoredActor | null
  incident: string | null
  version: number
}

interface HistoryRow {
  alert: string
  kind: AlertEventKind
  from_value: string | null
  to_value: string | null
}

/** Changes alerts, all or none, and logs it; returns the ids of those that are different now. */
export async function changeAlerts(
  tx: Tx,
  ids: string[],
  change: Change,
  by: { actor: StoredActor; at: Date; expectedVersion: number | null; mustExist: boolean },
): Promise<string[]> {
  await takeTurn(tx)
  const rows = await tx.query<Row>(
    `select id, severity, state, classification, classification_reason, reason_codes, tags, assignee, assignee_actor, incident, version,
       ${CLOCK_COLUMNS} from alerts.alert a
     where tenant = $1 and id = any($2::uuid[]) order by id for update`,
    [tx.tenant, ids],
  )
  if (by.mustExist && rows.length < ids.length) {
    const missing = ids.find(id => !rows.some(row => row.id === id))
    throw new TriageRefused(userError('NOT_FOUND', `There is no alert ${missing}. Nothing was changed.`, ['ids']))
  }
  if (by.expectedVersion !== null && rows[0]!.version !== by.expectedVersion)
    throw new TriageRefused(
      userError(
        'CONFLICT',
        `The alert was changed since: its version is ${rows[0]!.version}, not ${by.expectedVersion}. Read it again and repeat.`,
        ['expectedVersion'],
      ),
    )
  const changed = rows
    .map(row => ({ row, next: nextOf(row, change), history: [] as HistoryRow[] }))
    .filter(each => {
      each.history = historyRows(each.row, each.next, change)
      return each.history.length > 0
    })
  if (!changed.length) return []
  const targets = await readTargets(tx)
  await tx.query(
    `update alerts.alert a set state = n.state, classification = n.classification, classification_reason = n.classification_reason,
       reason_codes = n.reason_codes, tags = n.tags, assignee = n.assignee, assignee_actor = n.assignee_actor, version = a.version + 1,
       opened_at = n.opened_at, acknowledged_at = n.acknowledged_at, resolve_by = n.resolve_by, resolve_risk_at = n.resolve_risk_at, resolved_at = n.resolved_at
     from json_to_recordset($2) as n(id uuid, state text, classification text, classification_reason text, reason_codes text[], tags text[],
       assignee text, assignee_actor json, opened_at timestamptz, acknowledged_at timestamptz, resolve_by timestamptz, resolve_risk_at timestamptz,
       resolved_at timestamptz)
     where a.tenant = $1 and a.id = n.id`,
    [
      tx.tenant,
      JSON.stringify(
        changed.map(({ row, next }) => ({
          ...next,
          ...clocksAfter(row, next, by.at.getTime(), targets[row.severity]),
        })),
      ),
    ],
  )
  await tx.query(
    `insert into alerts.alert_history (tenant, alert, at, actor, kind, from_value, to_value)
     select $1, alert, $2, $3, kind, from_value, to_value
     from json_to_recordset($4) as h(alert uuid, kind text, from_value text, to_value text)`,
    [tx.tenant, by.at.toISOString(), JSON.stringify(by.actor), JSON.stringify(changed.flatMap(each => each.history))],
  )
  const changedIds = changed.map(each => each.row.id)
  if (change.comment !== undefined)
    await tx.query(
      `insert into alerts.alert_comment (tenant, alert, author, text, at) select $1, unnest($2::uuid[]), $3, $4, $5`,
      [tx.tenant, changedIds, JSON.stringify(by.actor), change.comment, by.at.toISOString()],
    )
  await logSteps(
    tx,
    changed.map(({ row: { id, severity, state, classification, assignee, incident, tags } }) => ({
      alert: id,
      kind: 'CHANGED' as const,
      before: { severity, state, classification, assignee, incident, tags },
    })),
  )
  const dismissed = changed.filter(
    ({ row, next }) => next.state === 'RESOLVED' && row.state !== 'RESOLVED' && next.classification !== 'TRUE_POSITIVE',
  )
  if (dismissed.length)
    tx.append(
      'action.withdrawn',
      dismissed.map(({ row }) => ({ alert: row.id, by: by.actor as Topics['action.withdrawn']['by'] })),
    )
  const opened = changed.filter(({ row, next }) => (row.state === 'RESOLVED') !== (next.state === 'RESOLVED'))
  await countOpen(
    tx,
    opened.map(each => each.row.id),
  )
  return changedIds
}

function nextOf(row: Row, { state, classification, reason, codes, assignee, addTags = [], removeTags = [] }: Change) {
  const isOther = classification !== undefined && classification !== row.classification
  const next = {
    id: row.id,
    state: state ?? row.state,
    classification: classification === undefined ? row.classification : classification,
    classification_reason: reason === undefined ? (isOther ? null : row.classification_reason) : reason,
    reason_codes: codes ?? (isOther ? [] : row.reason_codes),
    tags: changedTags(row.tags, addTags, removeTags) ?? refuseTags(),
    assignee: assignee === undefined ? row.assignee : (assignee?.id ?? null),
    assignee_actor: assignee === undefined ? row.assignee_actor : assignee,
  }
  if (next.state === 'RESOLVED' && next.classification === null)
    throw new TriageRefused(
      userError(
        'BAD_USER_INPUT',
        'A resolved alert needs a classification. Give TRUE_POSITIVE, BENIGN or FALSE_POSITIVE along. Nothing was changed.',
        ['classification'],
      ),
    )
  if (reason != null && next.classification === null)
    throw new TriageRefused(
      userError(
        'BAD_USER_INPUT',
        'A reason needs a classification. Give classification along, or a comment instead of the reason. Nothing was changed.',
        ['classificationReason'],
      ),
    )
  const stray = codes && strayCode(codes, next.classification)
  if (stray)
    throw new TriageRefused(
      userError(
        'BAD_USER_INPUT',
        `${stray} does not go with ${next.classification ?? 'an alert without a classification'}. Its description names those that do. Nothing was changed.`,
        ['reasonCodes'],
      ),
    )
  return next
}

function refuseTags(): never {
  throw new TriageRefused(
    userError(
      'BAD_USER_INPUT',
      'An alert would have over 50 tags. Take some away by removeTags. Nothing was changed.',
      ['addTags'],
    ),
  )
}

function historyRows(row: Row, next: ReturnType<typeof nextOf>, { comment }: Change): HistoryRow[] {
  const rows: HistoryRow[] = []
  const add = (kind: AlertEventKind, from: string | null, to: string | null) => {
    if (from !== to) rows.push({ alert: row.id, kind, from_value: from, to_value: to })
  }
  add('STATE', row.state, next.state)
  add('CLASSIFICATION', row.classification, next.classification)
  add('REASON', reasonOf(row), reasonOf(next))
  add('TAGS', row.tags.join(', ') || null, next.tags.join(', ') || null)
  if (row.assignee !== next.assignee) add('ASSIGNEE', nameOf(row.assignee_actor), nameOf(next.assignee_actor))
  if (comment !== undefined) add('COMMENT', null, comment)
  return rows
}

/** A reason as history tells it: the codes, then the words. */
function reasonOf(alert: Pick<Row, 'classification_reason' | 'reason_codes'>): string | null {
  return [alert.reason_codes.join(', '), alert.classification_reason].filter(Boolean).join(': ') || null
}

/** Two members may share a name: the id tells them apart. */
const nameOf = (actor: StoredActor | null) => actor && `${actor.name} (${actor.id})`
