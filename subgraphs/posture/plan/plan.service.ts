import { userError, type Context } from '@casbah/kit'
import { wrongTerm } from '../exception/exception-terms.ts'
import type { FindingPayload, PlanInput } from '../finding/finding.type.ts'
import { onFinding, refused } from '../finding/on-finding.ts'
import { tellFindings } from '../finding/tell-findings.ts'
import { callerAsActor } from '../references.type.ts'

/** Notes by when a failure is to be mended, or takes that back; it changes nothing of what the finding is worth today. */
export async function planFinding(context: Context, input: PlanInput): Promise<FindingPayload> {
  const { by = null, note = null } = input
  const wrong = by && wrongTerm(by)
  if (wrong) return refused({ ...wrong, message: '`by` must lie ahead, at most one year.', path: ['input', 'by'] })
  return onFinding(context, input.finding, input.expectedVersion, async tx => {
    const now = new Date()
    const planned = await tx.query(
      `update posture.finding set plan_by = $2, plan_note = $3, plan_owner = $4, plan_created_at = $5, version = version + 1
       where id = $1::uuid and ($2::timestamptz is null or status in ('FAIL', 'PARTIAL')) returning 1`,
      [input.finding, by, by && note, by && JSON.stringify(callerAsActor(context)), by && now],
    )
    if (!planned.length)
      return userError('CONFLICT', 'The finding does not fail, so there is nothing to mend.', ['input', 'finding'])
    await tellFindings(tx, now, [input.finding])
    return null
  })
}
