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
 * and what nobody could judge earns nothing by it.
 */
export function effectiveSql(now: string): Record<'status' | 'points' | 'maxPoints' | 'failingSince', string> {
  const attested = `(f.status = 'MANUAL' and f.attestation_expires_at > ${now})`
  const status = `(case when ${attested} then case when f.attestation_passed then 'PASS' else 'FAIL' end else f.status end)`
  const excepted = `(f.exception_expires_at > ${now} and ${status} in ('FAIL', 'PARTIAL'))`
  return {
    status,
    points: `(case when ${excepted} then case when f.exception_kind = 'RISK_ACCEPTED' then 0 else f.weight end
                   when ${attested} then case when f.attestation_passed then f.weight else 0 end else f.points end)`,
    maxPoints: `(case when ${attested} then f.weight else f.max_points end)`,
    failingSince: `(case when f.status in ('FAIL', 'PARTIAL') then f.failing_since
                         when ${attested} and not f.attestation_passed then f.attestation_created_at end)`,
  }
}
