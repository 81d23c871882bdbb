import type { Tx } from '@casbah/kit'
import { applyExceptions } from '../exception/apply-exceptions.ts'
import { tellFindings } from './tell-findings.ts'

/** Takes back a tenant's exceptions and attestations whose time is over, and tells findings and scores anew. */
export async function endDecisions(tx: Tx, now: Date): Promise<void> {
  const attested = await tx.query<{ id: string; was: string | null }>(
    `update posture.finding f set version = f.version + 1, attestation_passed = null, attestation_by = null, attestation_evidence = null,
       attestation_created_at = null, attestation_expires_at = null
     from (select id, case when status = 'MANUAL' then case when attestation_passed then 'PASS' else 'FAIL' end end as was
       from posture.finding where attestation_expires_at <= $1) old
     where f.id = old.id and f.attestation_expires_at <= $1 returning f.id, old.was`,
    [now],
  )
  const ended = await tx.query<{ id: string }>(
    `update posture.exception set ended_at = expires_at, version = version + 1 where ended_at is null and expires_at <= $1 returning id`,
    [now],
  )
  const changed = await applyExceptions(
    tx,
    now,
    await findingsUnder(
      tx,
      ended.map(({ id }) => id),
    ),
  )
  const before = new Map(attested.flatMap(({ id, was }) => (was === null ? [] : [[id, was] as const])))
  await tellFindings(tx, now, [...new Set([...attested.map(({ id }) => id), ...changed])], before)
}

/** Findings that exceptions bear on, wholly or by a subject. */
export async function findingsUnder(tx: Tx, exceptions: readonly string[]): Promise<string[]> {
  if (!exceptions.length) return []
  const rows = await tx.query<{ id: string }>(
    `select id from posture.finding where exception = any($1::uuid[])
     union select finding from posture.subject where exception = any($1::uuid[])`,
    [exceptions],
  )
  return rows.map(({ id }) => id)
}
