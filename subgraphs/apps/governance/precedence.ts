import type { Tx } from '@casbah/kit'
import type { ActionEffect } from '../connector/connector.type.ts'

/** How strongly actions of an effect contain somebody, where a connector does not say it of the action itself. */
const BY_EFFECT: Record<ActionEffect, number> = { DISRUPTIVE: 20, REVERSIBLE: 40, DESTRUCTIVE: 60 }

/** Strength by which of two actions on one target the stronger wins: 0 tells somebody, 10 ends sessions, 20 interrupts, 40 locks out or closes, 60 removes. */
export function containmentOf(action: { effect: ActionEffect; containment?: number | undefined }): number {
  return action.containment ?? BY_EFFECT[action.effect]
}

/** An action by a policy on the same target, which is on its way or was done lately. */
export interface Other {
  id: string
  spec: string
  state: string
  containment: number
}

export type Verdict =
  /** Nothing stands against it; the weaker ones that are not sent yet are taken back. */
  | { goes: true; supersedes: Other[] }
  /** It would add nothing. */
  | { goes: false; because: Other; why: 'SAME' | 'STRONGER' }

/** Not sent yet, so that it can be taken back. */
const WAITING: ReadonlySet<string> = new Set(['AWAITING_APPROVAL', 'QUEUED'])

/**
 * What becomes of an action by a policy beside others on the same target: the strongest containment wins. What tells somebody
 * (strength 0) stands beside anything, and is only not repeated.
 */
export function weigh(wanted: { spec: string; containment: number }, others: readonly Other[]): Verdict {
  const same = others.find(({ spec }) => spec === wanted.spec)
  if (same) return { goes: false, because: same, why: 'SAME' }
  if (wanted.containment === 0) return { goes: true, supersedes: [] }
  const stronger = others.find(({ containment }) => containment > wanted.containment)
  if (stronger) return { goes: false, because: stronger, why: 'STRONGER' }
  const supersedes = others.filter(
    ({ state, containment }) => WAITING.has(state) && containment > 0 && containment < wanted.containment,
  )
  return { goes: true, supersedes }
}

/** On their way. */
const OPEN = ['AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'CONFIRMING', 'UNKNOWN']

/** Actions by policies on a target that are on their way, or were done since a moment. Locked, so that none is sent meanwhile. */
export async function othersOn(
  tx: Tx,
  target: { app: string; account: string | null; resource: string | null; grant: string | null },
  since: Date,
  strengthOf: (spec: string) => number,
): Promise<Other[]> {
  const rows = await tx.query<Omit<Other, 'containment'>>(
    `select id, spec, state from apps.governance_action
     where tenant = $1 and app = $2 and policy is not null and not dry_run
       and account is not distinct from $3 and resource is not distinct from $4 and "grant" is not distinct from $5
       and (state = any($6) or (state = 'SUCCEEDED' and finished_at > $7)) order by created_at desc for update`,
    [tx.tenant, target.app, target.account, target.resource, target.grant, OPEN, since],
  )
  return rows.map(row => ({ ...row, containment: strengthOf(row.spec) }))
}
