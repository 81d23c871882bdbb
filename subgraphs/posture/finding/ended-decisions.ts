import type { Topics, Tx } from '@casbah/kit'
import { storeScore } from '../score/score.service.ts'
import { effectiveSql } from './points.ts'

/** Takes back a tenant's exceptions and attestations whose time is over, and tells findings and scores anew. */
export async function endDecisions(tx: Tx, now: Date): Promise<void> {
  const ended = await tx.query<Omit<Topics['finding.changed'], 'before' | 'at'> & { was_attested: boolean | null }>(
    `update posture.finding f set version = f.version + 1,
       ${cleared('exception', 'kind', 'reason', 'owner', 'created_at', 'expires_at')},
       ${cleared('attestation', 'passed', 'by', 'evidence', 'created_at', 'expires_at')}
     from (select id, case when status = 'MANUAL' and attestation_expires_at <= $1 then attestation_passed end as was_attested
       from posture.finding where exception_expires_at <= $1 or attestation_expires_at <= $1) old, posture.control k
     where f.id = old.id and k.id = f.control and (f.exception_expires_at <= $1 or f.attestation_expires_at <= $1)
     returning f.id, f.app, f.connector, f.control, f.severity, k.title, f.category, f.frameworks,
       coalesce(f.exception_expires_at > $1, false) as "hasException", ${effectiveSql('$1::timestamptz').status} as status, old.was_attested`,
    [now],
  )
  for (const app of new Set(ended.map(finding => finding.app))) await storeScore(tx, app, now)
  tx.append(
    'finding.changed',
    ended.map(({ was_attested, ...finding }) => ({
      ...finding,
      before: was_attested === null ? finding.status : was_attested ? 'PASS' : 'FAIL',
      at: now.getTime(),
    })),
  )
}

/** Columns of a decision, null where its time is over. */
function cleared(decision: 'exception' | 'attestation', ...columns: string[]): string {
  return columns
    .map(column => `${decision}_${column} = case when f.${decision}_expires_at > $1 then f.${decision}_${column} end`)
    .join(', ')
}
