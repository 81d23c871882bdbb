import type { Tx } from '@casbah/kit'
import { wantAssessment } from '../parameters/want-assessment.ts'

/** Without another touch for so long, the settings of an app are taken to have settled. */
export const SETTLE_SECONDS = 5
/** So long after the first touch they are looked at even if touches go on; with what follows, within a minute. */
export const LATEST_SECONDS = 40
/** At least so long between two assessments of an app that touches ask for. */
export const APART_SECONDS = 10

/** Asks for an assessment of what was touched in an app; once, whoever else asks at the same moment. */
export async function wantTouched(tx: Tx, app: string, now: Date): Promise<void> {
  const mine = await tx.query(
    `update posture.app set touched_wanted_at = $2 where id = $1::uuid
       and (touched_wanted_at is null or touched_wanted_at <= $2::timestamptz - interval '${APART_SECONDS} seconds') returning 1`,
    [app, now],
  )
  if (!mine.length) return
  const touched = await tx.query<{ control: string }>(
    'update posture.touch set pending = false where app = $1::uuid and pending returning control',
    [app],
  )
  const checks = touched.map(({ control }) => control.slice(control.indexOf('/') + 1)).sort()
  if (checks.length) await wantAssessment(tx, app, checks)
}
