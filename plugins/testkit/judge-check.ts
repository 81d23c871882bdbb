import { judgeRows, parametersOf } from '@casbah/host'
import type { Check, Judgement } from '@casbah/sdk'

/**
 * Judges as the host does by what was read, lists being all their rows: row by row where the check wants that. `set` are parameters that are not to be
 * the defaults. Throws for a check that people look at, and for parameters that do not fit.
 */
export function judgeCheck(check: Check, read: Record<string, unknown>, set: Record<string, unknown> = {}): Judgement {
  const { judge, each } = check
  if (!judge) throw new Error(`the check "${check.name}" is for people to look at`)
  const parameters = parametersOf(check, set)
  const rows = each === undefined ? undefined : read[each]
  if (each === undefined || !Array.isArray(rows)) return judge(read, parameters)
  const tally = judgeRows(check, rows, { read, parameters, most: Infinity })
  const judgement = judge({ ...read, [each]: tally }, parameters)
  return { ...judgement, subjects: judgement.subjects ?? tally.subjects }
}
