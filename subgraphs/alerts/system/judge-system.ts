import type { Tx } from '@casbah/kit'
import { changeAlerts } from '../alert/change.ts'
import type { StoredActor } from '../alert/alert.row.ts'
import { raiseAlerts } from '../alert/raise.ts'
import type { Raisable } from '../alert/raisable.ts'
import { compilePolicy } from '../detection/compile.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { countFailures } from '../policy/policy.service.ts'
import { atLeast, lengthOf, type Problem, type SystemFacts } from './condition.ts'
import type { PolicyDigest } from './policy-digest.ts'
import { readFacts } from './read-facts.ts'
import { SystemPolicy } from './system-policy.ts'

const CASBAH: StoredActor = { kind: 'SYSTEM', id: null, name: 'Casbah', email: null }
/** An alert that closed by itself is opened again when its problem is back within a day. */
const AGAIN_MS = 24 * 3_600_000

/** A problem as it was at the last look. */
interface KnownProblem {
  policy: string
  key: string
  /** When it was first seen, epoch ms. */
  seenAt: number
  /** Whether it has lasted long enough to be raised. */
  raised: boolean
  /** Its alert; null before, and when something keeps its alerts from being raised. */
  alert: string | null
  severity: Problem['severity']
  print: string
  detail: Record<string, number> | null
}

/**
 * Judges how Casbah fares in a tenant: raises what is wrong, takes further what goes on, closes what is over. Call it within the tenant's
 * system turn (`takeSystemTurn`). Looking twice at the same facts does nothing the second time. Resolves to whether alerts changed.
 */
export async function judgeSystem(
  tx: Tx,
  { own, fragile }: PolicyDigest,
  at: Pick<SystemFacts, 'now' | 'watchedSince'>,
): Promise<boolean> {
  const rows = await knownProblems(tx)
  if (!own.length && !rows.length) return false
  const facts = await readFacts(tx, fragile, at)
  const failures = new Map<string, number>()
  let changed = false
  for (const policy of own) {
    const known = new Map(rows.filter(row => row.policy === policy.id).map(row => [row.key, row]))
    let judged: { over: string; problems: Problem[] }
    try {
      const detector = compilePolicy(policy) as SystemPolicy
      const problems = detector.problems(facts, key => known.get(key)?.detail ?? null).filter(inScope(policy))
      judged = { over: detector.over, problems }
    } catch {
      failures.set(policy.id, 1)
      continue
    }
    for (const problem of judged.problems) {
      changed = (await takeFurther(tx, policy, problem, known.get(problem.key) ?? null, facts.now)) || changed
      known.delete(problem.key)
    }
    for (const row of known.values()) changed = (await close(tx, row, judged.over, facts.now)) || changed
  }
  await countFailures(tx, failures)
  if (rows.some(({ policy }) => own.every(({ id }) => id !== policy))) await forgetDeleted(tx)
  return changed
}

/** A deleted policy looks at nothing any more; one that is switched off may be switched on again. */
async function forgetDeleted(tx: Tx): Promise<void> {
  await tx.query(
    `delete from alerts.system_condition c where c.tenant = $1
       and not exists (select 1 from alerts.policy p where p.tenant = $1 and p.id = c.policy and p.deleted_at is null)`,
    [tx.tenant],
  )
}

const inScope =
  ({ scope }: PolicyRow) =>
  ({ app }: Problem) =>
    !scope?.apps.length || (app !== null && scope.apps.includes(app.app))

/** Raises a problem once it has lasted long enough; tells what is new of one that was raised. */
async function takeFurther(
  tx: Tx,
  policy: PolicyRow,
  problem: Problem,
  known: KnownProblem | null,
  now: number,
): Promise<boolean> {
  const seenAt = known?.seenAt ?? now
  const keep = (alert: string | null, raised = true) =>
    keepProblem(tx, { ...problem, policy: policy.id, seenAt, alert, raised })
  if (!known?.raised) {
    if (now - seenAt < problem.holdMs) {
      if (!known || known.print !== problem.print) await keep(null, false)
      return false
    }
    const again = await closedLately(tx, policy, problem, now)
    if (again) await reopen(tx, again, now)
    await raiseAlerts(tx, [raisableOf(policy, problem, now)], now)
    await keep(await openAlert(tx, policy, problem))
    return true
  }
  if (known.print === problem.print && known.severity === problem.severity) return false
  const isWorse = atLeast(problem.severity, known.severity) !== known.severity
  // Somebody has closed it: that it goes on is no news, that it is worse is.
  const open = await openAlert(tx, policy, problem)
  if (open || isWorse) await raiseAlerts(tx, [raisableOf(policy, problem, now)], now)
  await keep(open ?? (isWorse ? await openAlert(tx, policy, problem) : known.alert))
  return open !== null || isWorse
}

/** What is over is forgotten, and its alert closed unless somebody has done so. */
async function close(
  tx: Tx,
  { policy, key, alert, seenAt }: KnownProblem,
  over: string,
  now: number,
): Promise<boolean> {
  await tx.query('delete from alerts.system_condition where tenant = $1 and policy = $2 and key = $3', [
    tx.tenant,
    policy,
    key,
  ])
  if (!alert) return false
  const [row] = await tx.query<{ state: string; classification: 'BENIGN' | null }>(
    'select state, classification from alerts.alert where tenant = $1 and id = $2',
    [tx.tenant, alert],
  )
  if (!row || row.state === 'RESOLVED') return false
  const comment = `It is over, after ${lengthOf(now - seenAt)}: ${over} Casbah has closed this by itself, and opens it again should it come back within a day.`
  await change(tx, alert, { state: 'RESOLVED', classification: row.classification ?? 'BENIGN', comment }, now)
  return true
}

async function reopen(tx: Tx, alert: string, now: number): Promise<void> {
  await change(tx, alert, { state: 'OPEN', classification: null, comment: 'It is back.' }, now)
}

async function change(tx: Tx, alert: string, to: Parameters<typeof changeAlerts>[2], now: number): Promise<void> {
  await changeAlerts(tx, [alert], to, { actor: CASBAH, at: new Date(now), expectedVersion: null, mustExist: false })
}

function raisableOf(policy: PolicyRow, problem: Problem, now: number): Raisable {
  const { key, app, severity, title, summary, conditions, measures } = problem
  return {
    policy,
    match: {
      key,
      severity,
      title: () => title,
      cited: [],
      explanation: { matched: true, summary, conditions, measures, suppressions: [] },
    },
    event: { time: now, activity: { id: `${key}@${now}`, app: app?.app ?? '', isSimulated: false } },
    touches: app
      ? [
          { kind: 'app', value: app.app },
          { kind: 'connector', value: app.connector },
        ]
      : [],
  }
}

async function openAlert(tx: Tx, policy: PolicyRow, { key }: Problem): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `select id from alerts.alert where tenant = $1 and policy = $2 and fold_key = $3 and state <> 'RESOLVED'
     order by last_activity_at desc limit 1`,
    [tx.tenant, policy.id, key],
  )
  return row?.id ?? null
}

/** The alert of the same problem that Casbah itself closed within a day, if that was the last thing done to its state. */
async function closedLately(tx: Tx, policy: PolicyRow, { key }: Problem, now: number): Promise<string | null> {
  const [row] = await tx.query<{ id: string; kind: string; closed: number }>(
    `select a.id, h.actor->>'kind' as kind, (extract(epoch from h.at) * 1000)::float8 as closed from alerts.alert a
     join lateral (select actor, at from alerts.alert_history h where h.tenant = a.tenant and h.alert = a.id and h.kind = 'STATE'
       order by h.id desc limit 1) h on true
     where a.tenant = $1 and a.policy = $2 and a.fold_key = $3 and a.state = 'RESOLVED' order by a.last_activity_at desc limit 1`,
    [tx.tenant, policy.id, key],
  )
  return row && row.kind === CASBAH.kind && now - row.closed <= AGAIN_MS ? row.id : null
}

async function knownProblems(tx: Tx): Promise<KnownProblem[]> {
  return tx.query<KnownProblem>(
    `select policy, key, seen_at::float8 as "seenAt", raised, alert, severity, print, detail from alerts.system_condition where tenant = $1`,
    [tx.tenant],
  )
}

async function keepProblem(tx: Tx, problem: KnownProblem): Promise<void> {
  const { policy, key, seenAt, raised, alert, severity, print, detail } = problem
  await tx.query(
    `insert into alerts.system_condition as c (tenant, policy, key, seen_at, raised, alert, severity, print, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (tenant, policy, key) do update set raised = excluded.raised, alert = excluded.alert, severity = excluded.severity,
       print = excluded.print, detail = excluded.detail`,
    [tx.tenant, policy, key, seenAt, raised, alert, severity, print, JSON.stringify(detail)],
  )
}
