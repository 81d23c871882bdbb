import type { Tx } from '@casbah/kit'
import type { Actor } from '../actor/actor.type.ts'
import type { GovernanceState } from './governance-action.entity.ts'

/** Who let an action go: limits count the two apart. */
export type Release = 'HAND' | 'POLICY'

/** What changes with a state. What is left out stays, but for `error`, which is of this step alone. */
export interface Step {
  state: GovernanceState
  by: Actor
  note?: string
  /** Moves only from these states. */
  from?: readonly GovernanceState[]
  request?: Record<string, unknown> | null
  result?: string | null
  error?: { code: string; message: string } | null
  undoable?: boolean
  /** When to look at it again; at once when left out. */
  againAt?: Date
  /** When it went out; null for what surely did not. */
  sentAt?: Date | null
  /** Times in a row that the vendor could not be reached. */
  tries?: number
  /** Times that the vendor did not show the change. */
  checks?: number
  /** When it was let go, and as whose, and until when it has to be sent. */
  released?: { at: Date; as: Release; sendBy: Date }
  /** Until when it has to be sent, where it was let go before. */
  sendBy?: Date
  /** Why it waits for a second person, and until when. */
  awaits?: { reason: string; expiresAt: Date }
  approvedBy?: Actor
  rejectedBy?: Actor
}

/** No more by itself. */
export const NEVER = new Date('9999-01-01T00:00:00Z')

const ENDED: readonly GovernanceState[] = ['SUCCEEDED', 'FAILED', 'REJECTED', 'CANCELLED', 'EXPIRED', 'UNDONE']

/**
 * Moves an action on: its row, a line of the log that nobody can change, and word to the neighbours. False when it is in none of the states
 * that it was to be moved from. A step that changes no state only keeps what it says.
 */
export async function moveAction(tx: Tx, id: string, step: Step): Promise<boolean> {
  const [before] = await tx.query<{ state: GovernanceState }>(
    'select state from apps.governance_action where tenant = $1 and id = $2 for update',
    [tx.tenant, id],
  )
  if (!before) throw new Error(`governance action ${id} is gone`)
  if (step.from && !step.from.includes(before.state)) return false
  const values: unknown[] = [tx.tenant, id]
  const sets = Object.entries(columnsOf(step))
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => `${column} = $${values.push(value)}`)
  const [row] = await tx.query<{ spec: string; app: string; alert: string | null }>(
    `update apps.governance_action set ${sets.join(', ')}, changed_at = clock_timestamp()
     where tenant = $1 and id = $2 returning spec, app::text, alert`,
    values,
  )
  if (before.state === step.state && !step.note) return true
  await writeLine(tx, id, step)
  tx.append('action.changed', [{ id, ...row!, state: step.state, at: Date.now() }])
  return true
}

function columnsOf(step: Step): Record<string, unknown> {
  const { state, request, result, error, undoable, againAt, sentAt, tries, checks } = step
  const { released, sendBy, awaits, approvedBy, rejectedBy } = step
  return {
    state,
    request: request ? JSON.stringify(request) : undefined,
    result: result ?? undefined,
    error: error ? JSON.stringify({ ...error, path: null }) : null,
    undoable,
    next_at: againAt ?? new Date(0),
    finished_at: ENDED.includes(state) ? new Date() : null,
    sent_at: sentAt,
    tries,
    checks,
    released_at: released?.at,
    released_as: released?.as,
    send_by: released?.sendBy ?? sendBy,
    awaits: awaits?.reason,
    expires_at: awaits ? awaits.expiresAt : state === 'AWAITING_APPROVAL' ? undefined : null,
    approved_by: approvedBy && JSON.stringify(approvedBy),
    rejected_by: rejectedBy && JSON.stringify(rejectedBy),
  }
}

/** Puts the next look at an action off; nothing of it changes. */
export async function postpone(tx: Tx, id: string, tries: number, until: Date): Promise<void> {
  await tx.query('update apps.governance_action set tries = $3, next_at = $4 where tenant = $1 and id = $2', [
    tx.tenant,
    id,
    tries,
    until,
  ])
}

/** One line of the log. */
export async function writeLine(tx: Tx, id: string, step: Pick<Step, 'state' | 'by' | 'note'>): Promise<void> {
  await tx.query(
    'insert into apps.governance_event (tenant, action, state, by_whom, note) values ($1, $2, $3, $4, $5)',
    [tx.tenant, id, step.state, JSON.stringify(step.by), step.note ?? null],
  )
}
