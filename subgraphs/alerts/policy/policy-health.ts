import { userError, type Context, type Tx, type UserErrorData } from '@casbah/kit'
import { ANOMALY_KINDS } from '../detection/anomaly/kinds.ts'
import type { Learning } from '../detection/anomaly/kind.ts'
import { Detection } from '../detection/consumer.ts'
import { readyPolicy } from '../detection/program.ts'
import { sigmaSetOf, type SigmaSet } from '../detection/sigma/set.ts'
import { policiesOf } from './policy.service.ts'
import { THROTTLED } from '../detection/throttle.ts'
import { dataProblems } from '../data/data-problem.ts'
import type { LearningState, Policy, PolicyHealth, PolicyVerdict } from './policy.type.ts'

const DAYS = 30
const DAY_MS = 24 * 3_600_000
/** More matches a day than anybody looks at. */
const NOISY = 100
/** Classified alerts from which on their share of false positives means something. */
const TELLING = 5

interface Matches {
  matches: number
  classified: number
  wrong: number
}

interface Status {
  fed: boolean
  missing: string[]
  learning: Learning | null
  forgotten: number
}

/** How well policies work, over the last 30 days. */
export function healthOf(context: Context, policy: Policy): Promise<PolicyHealth> {
  return context
    .loader<Policy, PolicyHealth>(healthOf, async (policies, ctx) => {
      const tx = await ctx.tx()
      const ids = policies.map(({ id }) => id)
      const now = ctx.instance(Detection).now()
      const matches = await matchesOf(tx, ids, now)
      const statuses = await statusesOf(tx, ids)
      const suppressed = await suppressedOf(tx, ids, now)
      const throttled = await throttledNow(tx, ids, now)
      const apps = await liveApps(tx)
      const data = await dataProblems(tx)
      const sigma = sigmaSetOf((await policiesOf(tx)).policies)
      return policies.map(each => {
        const { classified, wrong, matches: count } = matches.get(each.id) ?? { classified: 0, wrong: 0, matches: 0 }
        const status = statuses.get(each.id)
        const mostlyFalse = classified >= TELLING && wrong > classified / 2
        const facts = {
          matchesPerDay: count / DAYS,
          mostlyFalse,
          status,
          throttled: throttled.has(each.id),
          apps,
          sigma,
          data,
          now,
        }
        const { verdict, problem } = judge(each, facts)
        return {
          matchesPerDay: count / DAYS,
          falsePositiveShare: classified ? wrong / classified : null,
          missingFields: status?.missing ?? [],
          problem,
          failures: each.failures,
          verdict,
          suppressed: suppressed.get(each.id) ?? [],
          forgotten: status?.forgotten ?? 0,
          policyId: each.id,
          classified,
          falsePositives: wrong,
        }
      })
    })
    .load(policy)
}

/** How far a policy's detector has learnt what is normal; null when it needs no learning. */
export function learningOf(context: Context, policy: Policy): Promise<LearningState | null> {
  return context
    .loader<string, LearningState | null>(learningOf, async (ids, ctx) => {
      const statuses = await statusesOf(await ctx.tx(), ids)
      return ids.map(id => statuses.get(id)?.learning ?? null)
    })
    .load(policy.id)
}

interface JudgedBy {
  matchesPerDay: number
  mostlyFalse: boolean
  status: Status | undefined
  throttled: boolean
  apps: ReadonlySet<string>
  sigma: SigmaSet
  data: Awaited<ReturnType<typeof dataProblems>>
  now: number
}

/** The gravest first. */
function judge(
  policy: Policy,
  { matchesPerDay, mostlyFalse, status, throttled, apps, sigma, data, now }: JudgedBy,
): { verdict: PolicyVerdict; problem: UserErrorData | null } {
  const unreadable = definitionProblem(policy, sigma)
  if (unreadable) return { verdict: 'UNREADABLE', problem: unreadable }
  const problem = missingApps(policy, apps) ?? data(needsOf(policy), now)
  if (!policy.enabled) return { verdict: 'DISABLED', problem }
  if (throttled) return { verdict: 'THROTTLED', problem: throttleProblem(now) }
  if (problem) return { verdict: 'NOT_READY', problem }
  if (mostlyFalse) return { verdict: 'MOSTLY_FALSE', problem: null }
  return { verdict: verdictOf(policy, status, matchesPerDay, now), problem: null }
}

/** Why a policy's definition cannot be used; null when it can. */
export function definitionProblem(policy: Policy, sigma: SigmaSet): UserErrorData | null {
  try {
    readyPolicy(policy, sigma)
    return null
  } catch (error) {
    return userError('BAD_USER_INPUT', (error as Error).message, ['definition'])
  }
}

function verdictOf(policy: Policy, status: Status | undefined, matchesPerDay: number, now: number): PolicyVerdict {
  if (matchesPerDay > NOISY) return 'NOISY'
  if (!status || matchesPerDay > 0 || policy.kind === 'SYSTEM') return 'WORKING'
  if (!status.fed) return 'UNFED'
  if (status.missing.length) return 'BLIND'
  return now - policy.enabledAt.getTime() >= DAYS * DAY_MS ? 'SILENT' : 'WORKING'
}

/** Data that a policy's detector needs. */
export function needsOf({ kind, definition }: Policy) {
  return kind === 'ANOMALY' ? (ANOMALY_KINDS.get((definition as { detector: string }).detector)?.needs ?? []) : []
}

/** Why a policy's scope holds nothing; null when it does hold something. */
export function missingApps({ scope }: Pick<Policy, 'scope'>, apps: ReadonlySet<string>): UserErrorData | null {
  if (!scope.apps.length || scope.apps.some(({ id }) => apps.has(id))) return null
  const message =
    'None of the apps in the policy’s scope is connected any more. Connect one of them again, or change the scope.'
  return userError('NOT_FOUND', message, ['scope', 'apps'])
}

function throttleProblem(now: number): UserErrorData {
  const until = new Date((Math.floor(now / DAY_MS) + 1) * DAY_MS).toISOString()
  return userError(
    'RATE_LIMITED',
    `The policy matched so often today that until ${until} it raises no alerts and its matches are only counted. Narrow its definition or its scope.`,
  )
}

async function matchesOf(tx: Tx, ids: readonly string[], now: number): Promise<Map<string, Matches>> {
  const rows = await tx.query<{ policy: string; matches: string; classified: string; wrong: string }>(
    `select a.policy,
       sum((select count(*) from alerts.alert_history h where h.tenant = a.tenant and h.alert = a.id
         and h.kind in ('RAISED', 'ACTIVITIES_ADDED') and h.at > $3::timestamptz - interval '${DAYS} days')) as matches,
       count(*) filter (where a.classification is not null and not a.is_simulated) as classified,
       count(*) filter (where a.classification = 'FALSE_POSITIVE' and not a.is_simulated) as wrong
     from alerts.alert a
     where a.tenant = $1 and a.policy = any($2::uuid[]) and a.last_activity_at > $3::timestamptz - interval '${DAYS + 1} days'
     group by a.policy`,
    [tx.tenant, ids, new Date(now).toISOString()],
  )
  return new Map(
    rows.map(({ policy, matches, classified, wrong }) => [
      policy,
      { matches: Number(matches), classified: Number(classified), wrong: Number(wrong) },
    ]),
  )
}

async function statusesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Status>> {
  // One of an older definition tells nothing of the new one.
  const rows = await tx.query<Omit<Status, 'forgotten'> & { policy: string; forgotten: string }>(
    `select s.policy, s.fed, s.missing, s.learning, s.forgotten from alerts.policy_status s
     join alerts.policy p on p.tenant = s.tenant and p.id = s.policy and p.definition_version = s.definition_version
     where s.tenant = $1 and s.policy = any($2::uuid[])`,
    [tx.tenant, ids],
  )
  return new Map(rows.map(row => [row.policy, { ...row, forgotten: Number(row.forgotten) }]))
}

async function suppressedOf(
  tx: Tx,
  ids: readonly string[],
  now: number,
): Promise<Map<string, { name: string; count: number }[]>> {
  const rows = await tx.query<{ policy: string; name: string; count: string }>(
    `select c.policy, c.name, sum(c.count) as count from alerts.suppression_count c
     where c.tenant = $1 and c.policy = any($2::uuid[]) and c.day > $3::date
     group by c.policy, c.name order by count desc, c.name`,
    [tx.tenant, ids, dayOf(now - DAYS * DAY_MS)],
  )
  const counts = rows.map(({ policy, name, count }) => ({ policy, name, count: Number(count) }))
  return new Map(Map.groupBy(counts, ({ policy }) => policy))
}

async function throttledNow(tx: Tx, ids: readonly string[], now: number): Promise<Set<string>> {
  const rows = await tx.query<{ policy: string }>(
    `select c.policy from alerts.suppression_count c
     where c.tenant = $1 and c.policy = any($2::uuid[]) and c.day = $3::date and c.name = '${THROTTLED}'`,
    [tx.tenant, ids, dayOf(now)],
  )
  return new Set(rows.map(({ policy }) => policy))
}

/** Ids of the tenant's apps, those left out that are no longer connected. */
export async function liveApps(tx: Tx): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    `select id from alerts.app where tenant = $1 and state <> 'DISCONNECTED'`,
    [tx.tenant],
  )
  return new Set(rows.map(({ id }) => id))
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)
