import { judgeRows } from '@casbah/host'
import type { Check, Judgement } from '@casbah/sdk'

/** Judges as the host does by what was read, lists being all their rows: row by row where the check wants that. Throws for a check that people look at. */
export function judgeCheck(check: Check, read: Record<string, unknown>): Judgement {
  const { judge, each } = check
  if (!judge) throw new Error(`the check "${check.name}" is for people to look at`)
  const rows = each === undefined ? undefined : read[each]
  if (each === undefined || !Array.isArray(rows)) return judge(read)
  const tally = judgeRows(check, rows, read, Infinity)
  const judgement = judge({ ...read, [each]: tally })
  return { ...judgement, subjects: judgement.subjects ?? tally.subjects }
}
