import type { Check, RowTally, SubjectDraft } from '@casbah/sdk'
import { BrokenRow } from '../broken-row.ts'

/** Judges rows of a list by one check; of those that do not pass, at most `most` are named. A row that the check throws on is unclear. */
export function judgeRows(
  check: Check,
  rows: readonly unknown[],
  { read, parameters, most }: { read: Record<string, unknown>; parameters: Record<string, unknown>; most: number },
): RowTally {
  const { name, judgeRow } = check
  if (!judgeRow) throw new Error(`the check "${name}" does not judge row by row`)
  const tally: RowTally = { rows: rows.length, evaluated: 0, failing: 0, unclear: 0, subjects: [] }
  for (const row of rows) {
    const verdict = row instanceof BrokenRow ? 'UNCLEAR' : attempt(() => judgeRow(row, read, parameters))
    if (verdict === null) continue
    if (verdict === 'UNCLEAR') {
      tally.unclear += 1
      continue
    }
    tally.evaluated += 1
    if (verdict.passed) continue
    tally.failing += 1
    if (tally.subjects.length < most) tally.subjects.push(verdict)
  }
  return tally
}

function attempt(judge: () => SubjectDraft | null | 'UNCLEAR'): SubjectDraft | null | 'UNCLEAR' {
  try {
    return judge()
  } catch {
    return 'UNCLEAR'
  }
}
