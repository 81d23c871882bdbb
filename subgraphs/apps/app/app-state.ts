import type { Tx } from '@casbah/kit'
import { appendAppChanged } from './app-changed.ts'
import type { AppState } from './app.entity.ts'

interface Problem {
  code: string
  message: string
}

/** States that only the operator ends. */
const BY_HAND: AppState[] = ['PAUSED', 'DISCONNECTED', 'AWAITING_CONSENT']

/**
 * Sets an app's state by how its streams do, and tells the neighbours when it changed. `pressure` is what keeps the host from
 * polling at all; `expected` are the streams that must have read before the app counts as synced.
 */
export async function settleAppState(
  tx: Tx,
  app: string,
  expected: readonly string[],
  pressure: Problem | null,
): Promise<void> {
  const [now] = await tx.query<{ state: AppState; problem: Problem | null; ends: string | null }>(
    'select state, problem, credentials_expire_at as ends from apps.app where tenant = $1 and id = $2 for no key update',
    [tx.tenant, app],
  )
  if (!now || BY_HAND.includes(now.state)) return
  const streams = await tx.query<{ stream: string; state: string; last_error: Problem | null }>(
    'select stream, state, last_error from apps.app_stream where tenant = $1 and app = $2 order by stream',
    [tx.tenant, app],
  )
  const checkpoints = await tx.query<{ stream: string; filling: boolean }>(
    `select stream, bool_or(json_typeof(coalesce(backfill, 'null')) <> 'null') as filling from apps.checkpoint
     where tenant = $1 and app = $2 group by stream`,
    [tx.tenant, app],
  )
  const judged = judge(streams, checkpoints, expected, pressure)
  const { state } = judged
  const problem = judged.problem ?? endsSoon(now.ends === null ? null : new Date(now.ends), Date.now())
  if (state === now.state && JSON.stringify(problem) === JSON.stringify(now.problem)) return
  await tx.query('update apps.app set state = $3, problem = $4, changed_at = now() where tenant = $1 and id = $2', [
    tx.tenant,
    app,
    state,
    problem && JSON.stringify(problem),
  ])
  if (state !== now.state) await appendAppChanged(tx, app)
}

function judge(
  streams: { stream: string; state: string; last_error: Problem | null }[],
  checkpoints: { stream: string; filling: boolean }[],
  expected: readonly string[],
  pressure: Problem | null,
): { state: AppState; problem: (Problem & { path: null }) | null } {
  const failed = streams.filter(stream => stream.state === 'FAILED' && stream.last_error)
  const refused = failed.find(stream => stream.last_error!.code === 'AUTH_FAILED')
  const problem = refused?.last_error ?? pressure ?? failed[0]?.last_error ?? null
  if (problem)
    return {
      state: refused ? 'AUTH_FAILED' : 'DEGRADED',
      problem: { code: problem.code, message: problem.message, path: null },
    }
  const done = (name: string) => checkpoints.some(point => point.stream === name && !point.filling)
  return { state: expected.every(done) ? 'HEALTHY' : 'SYNCING', problem: null }
}

const WARNED_MS = 7 * 86_400_000

/** A warning: nothing fails yet. */
function endsSoon(ends: Date | null, now: number): (Problem & { path: null }) | null {
  if (!ends || ends.getTime() - now > WARNED_MS) return null
  const day = ends.toISOString().slice(0, 10)
  const message = `The credentials end on ${day}. Give new ones with updateApp before then; reading goes on meanwhile.`
  return { code: 'CREDENTIALS_EXPIRE', message, path: null }
}
