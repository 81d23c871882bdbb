import { userError, type Context } from '@casbah/kit'
import { callerAsActor } from '../references.type.ts'
import { wrongTerm } from '../exception/exception-terms.ts'
import { UUID } from './finding-filter.ts'
import { readFinding } from './finding.service.ts'
import type { AttestInput, FindingPayload } from './finding.type.ts'
import { refused } from './on-finding.ts'
import { tellFindings } from './tell-findings.ts'

// A person's word on a manual control: one statement, guarded by the version last seen.

export async function attest(context: Context, input: AttestInput): Promise<FindingPayload> {
  const wrong =
    wrongTerm(input.expiresAt) ??
    (input.evidence.trim()
      ? null
      : userError('BAD_USER_INPUT', 'Say what was seen, and where; an auditor will ask.', ['input', 'evidence']))
  if (wrong) return refused(wrong)
  const finding = UUID.test(input.finding) ? await readFinding(await context.tx(), input.finding) : null
  if (finding && finding.status !== 'MANUAL' && !finding.attestation)
    return refused(
      userError('BAD_USER_INPUT', 'This control is judged from the vendor’s settings; only MANUAL ones are attested.', [
        'input',
        'finding',
      ]),
    )
  const id = input.finding
  if (!UUID.test(id)) return refused(userError('NOT_FOUND', `There is no finding ${id}.`, ['input']))
  return context.write(async tx => {
    const now = new Date()
    const before = await readFinding(tx, id)
    if (!before) return refused(userError('NOT_FOUND', `There is no finding ${id}.`, ['input']))
    const changed = await tx.query(
      `update posture.finding set attestation_passed = $3, attestation_by = $4, attestation_evidence = $5, attestation_created_at = $7, attestation_expires_at = $6, version = version + 1
       where id = $1::uuid and version = $2 returning 1`,
      [
        id,
        input.expectedVersion,
        input.passed,
        JSON.stringify(callerAsActor(context)),
        input.evidence,
        input.expiresAt,
        now,
      ],
    )
    if (!changed.length)
      return refused(
        userError(
          'CONFLICT',
          `The finding is at version ${before.version}, not ${input.expectedVersion}. Read it again and decide anew.`,
          ['input', 'expectedVersion'],
        ),
      )
    await tellFindings(tx, now, [id], new Map([[id, before.status]]))
    return { finding: await readFinding(tx, id), userErrors: [] }
  })
}
