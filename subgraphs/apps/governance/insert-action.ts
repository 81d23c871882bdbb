import { randomUUID } from 'node:crypto'
import type { Tx } from '@casbah/kit'
import type { Actor } from '../actor/actor.type.ts'
import type { Admission, ShownOnly } from './limit/gate.ts'
import { writeLine } from './governance-log.ts'

export interface NewAction {
  spec: string
  app: string
  account: string | null
  resource: string | null
  grant: string | null
  /** Whether it runs, waits, was only shown, or failed before it began. */
  begins:
    | Admission
    | ShownOnly
    | { state: 'SUCCEEDED' }
    | { state: 'FAILED' | 'CANCELLED'; error: { code: string; message: string } }
  dryRun: boolean
  requestedBy: Actor
  reason: string
  policy: string | null
  alert: string | null
  parameters: Record<string, unknown>
  request: Record<string, unknown> | null
  /** When it may run at the earliest. */
  notBefore: Date
  batch?: string
}

/** Begins an action: its row, the first line of its log, and word to the neighbours. Its id. */
export async function insertAction(tx: Tx, action: NewAction, id: string = randomUUID()): Promise<string> {
  const { begins } = action
  const { state } = begins
  const released = state === 'QUEUED' ? begins.released : null
  const awaits = state === 'AWAITING_APPROVAL' ? begins.awaits : null
  const error = state === 'FAILED' || state === 'CANCELLED' ? begins.error : null
  await tx.query(
    `insert into apps.governance_action (tenant, id, spec, app, account, state, dry_run, requested_by, reason, policy, alert, parameters,
       request, error, next_at, finished_at, resource, "grant", batch, released_at, released_as, send_by, awaits, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, case when $16 then clock_timestamp() end, $17, $18, $19,
       $20, $21, $22, $23, $24)`,
    [
      tx.tenant,
      id,
      action.spec,
      action.app,
      action.account,
      state,
      action.dryRun,
      JSON.stringify(action.requestedBy),
      action.reason,
      action.policy,
      action.alert,
      JSON.stringify(action.parameters),
      action.request && JSON.stringify(action.request),
      error && JSON.stringify({ ...error, path: null }),
      action.notBefore,
      state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELLED',
      action.resource,
      action.grant,
      action.batch ?? null,
      released?.at ?? null,
      released?.as ?? null,
      released?.sendBy ?? null,
      awaits?.reason ?? null,
      awaits?.expiresAt ?? null,
    ],
  )
  await writeLine(tx, id, {
    state,
    by: action.requestedBy,
    note: error ? `${action.reason} — ${error.message}` : action.reason,
  })
  const { spec, app, alert } = action
  tx.append('action.changed', [{ id, spec, app, state, alert, at: Date.now() }])
  return id
}
