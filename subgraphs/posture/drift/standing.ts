import { createHash } from 'node:crypto'
import type { AssessmentDone, Tx } from '@casbah/kit'
import type { Touch } from './touches.ts'

type Result = AssessmentDone['results'][number]

/** Statuses that say nothing of the setting: what was found before stands on. */
const SILENT: ReadonlySet<string> = new Set(['CANNOT_TELL', 'ERROR'])

/**
 * Keeps what a control found of its setting. When that is another than what stood, the finding names the activity that touched the control since, or
 * nobody. `before` is what stood as this function kept it, null when nothing did.
 */
export async function storeStanding(
  tx: Tx,
  each: { finding: string; before: string | null; result: Result; at: Date; touch: Touch | undefined },
): Promise<void> {
  const { finding, before, result, at, touch } = each
  if (SILENT.has(result.status)) return
  const standing = standingOf(result)
  if (before === null || before === standing) {
    await tx.query('update posture.finding set standing = $2, judged_at = $3 where id = $1::uuid', [
      finding,
      standing,
      at,
    ])
    return
  }
  await tx.query(
    `update posture.finding set standing = $2, judged_at = $3, changed_at = $3, changed_after = judged_at, changed_by = $4, changed_by_at = $5
     where id = $1::uuid`,
    [finding, standing, at, touch?.activity ?? null, touch ? new Date(touch.time) : null],
  )
  if (touch)
    await tx.query('update posture.touch set used = true where app = $1::uuid and control = $2', [
      touch.app,
      touch.control,
    ])
}

/** What was found, without when and by which bytes. */
function standingOf({ status, message, subjects, evaluated = subjects.length, evidence }: Result): string {
  const failing = subjects.flatMap(({ name, passed }) => (passed ? [] : [name])).sort()
  const values = evidence.map(each => each.values)
  return createHash('sha256')
    .update(JSON.stringify([status, message, evaluated, failing, values]))
    .digest('base64')
}
