import type { Tx } from '@casbah/kit'
import type { Actor } from '../actor/actor.type.ts'
import type { GovernanceState } from './governance-action.entity.ts'

/** What changes with a state. */
export interface Step {
  state: GovernanceState
  by: Actor
  note?: string
  request?: Record<string, unknown> | null
  result?: string | null
  error?: { code: string; message: string } | null
  undoable?: boolean
  /** When to look at it again, in seconds from now. */
  againSeconds?: number
}

const ENDED: GovernanceState[] = ['SUCCEEDED', 'FAILED', 'REJECTED', 'CANCELLED', 'EXPIRED', 'UNDONE']

/** Moves an action on: its row, a line of the log that nobody can change, and word to the neighbours. */
export async function moveAction(tx: Tx, id: string, step: Step): Promise<void> {
  const [row] = await tx.query<{ spec: string; app: string; alert: string | null }>(
    `update apps.governance_action set state = $3, request = coalesce($4, request), result = coalesce($5, result), error = $6,
       undoable = coalesce($7, undoable), attempts = attempts + 1, next_at = now() + make_interval(secs => $8),
       finished_at = case when $9 then clock_timestamp() end, changed_at = clock_timestamp()
     where tenant = $1 and id = $2 returning spec, app::text, alert`,
    [
      tx.tenant,
      id,
      step.state,
      step.request ? JSON.stringify(step.request) : null,
      step.result ?? null,
      step.error ? JSON.stringify({ ...step.error, path: null }) : null,
      step.undoable ?? null,
      step.againSeconds ?? 0,
      ENDED.includes(step.state),
    ],
  )
  if (!row) throw new Error(`governance action ${id} is gone`)
  await writeLine(tx, id, step)
  tx.append('action.changed', [{ id, ...row, state: step.state, at: Date.now() }])
}

/** One line of the log. */
export async function writeLine(tx: Tx, id: string, step: Pick<Step, 'state' | 'by' | 'note'>): Promise<void> {
  await tx.query(
    'insert into apps.governance_event (tenant, action, state, by_whom, note) values ($1, $2, $3, $4, $5)',
    [tx.tenant, id, step.state, JSON.stringify(step.by), step.note ?? null],
  )
}
