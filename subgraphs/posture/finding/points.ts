import type { FindingStatus } from './finding.type.ts'

/** Statuses that say something; the others leave a control out of the score. */
const JUDGED: ReadonlySet<FindingStatus> = new Set(['PASS', 'FAIL', 'PARTIAL'])

export function isJudged(status: FindingStatus): boolean {
  return JUDGED.has(status)
}

/** Points that a status earns, before exceptions: all, none, or the share of subjects that pass. Nothing unknown earns or costs. */
export function earned(
  status: FindingStatus,
  weight: number,
  failing: number,
  evaluated: number,
): { points: number; maxPoints: number } {
  if (!isJudged(status)) return { points: 0, maxPoints: 0 }
  if (status === 'PASS') return { points: weight, maxPoints: weight }
  if (status === 'FAIL' || evaluated === 0) return { points: 0, maxPoints: weight }
  return { points: (weight * (evaluated - failing)) / evaluated, maxPoints: weight }
}

/**
 * The same with exceptions and attestations in force at `$now`, as SQL over posture.finding `f`. A manual control counts as attested. An
 * exception bears on a failure alone: THIRD_PARTY and ALTERNATE_MITIGATION earn all, RISK_ACCEPTED nothing; what passes keeps its points,
 * and what nobody could judge earns nothing by it. One of single subjects counts these as passing, unless the risk was merely accepted.
 * `exceptedPoints` is what exceptions alone earn; `hasException` says that one bears on all that fails.
 */
export function effectiveSql(
  now: string,
): Record<'status' | 'points' | 'maxPoints' | 'failingSince' | 'hasException' | 'exceptedPoints', string> {
  const attested = `(f.status = 'MANUAL' and f.attestation_expires_at > ${now})`
  const status = `(case when ${attested} then case when f.attestation_passed then 'PASS' else 'FAIL' end else f.status end)`
  const excepted = `(f.exception_expires_at > ${now} and ${status} in ('FAIL', 'PARTIAL'))`
  const single = `(f.subjects_excepted_until > ${now} and f.failing > 0)`
  const mitigated = `(${single} and f.mitigated_failing > 0 and f.status in ('FAIL', 'PARTIAL'))`
  const bare = `(case when ${attested} then case when f.attestation_passed then f.weight else 0 end else f.points end)`
  const points = `(case when ${excepted} then case when f.exception_kind = 'RISK_ACCEPTED' then 0 else f.weight end
                        when ${mitigated} and f.mitigated_failing >= f.failing then f.weight
                        when ${mitigated} and f.status = 'PARTIAL' then f.weight * (f.evaluated - f.failing + f.mitigated_failing) / f.evaluated
                        else ${bare} end)`
  return {
    status,
    points,
    maxPoints: `(case when ${attested} then f.weight else f.max_points end)`,
    failingSince: `(case when f.status in ('FAIL', 'PARTIAL') then f.failing_since
                         when ${attested} and not f.attestation_passed then f.attestation_created_at end)`,
    hasException: `coalesce(f.exception_expires_at > ${now} or (${single} and f.excepted_failing >= f.failing), false)`,
    exceptedPoints: `greatest(0, ${points} - ${bare})`,
  }
}
