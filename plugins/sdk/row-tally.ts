import { z } from 'zod'
import type { Judgement, SubjectDraft } from './check.ts'

/** What judging a list row by row came to; a check with `each` gets it under the read's name, in place of the rows. */
export interface RowTally {
  /** Rows that there are. */
  rows: number
  /** Rows that were judged; the others do not concern the check, or are unclear. */
  evaluated: number
  /** Of these, the ones that do not pass. */
  failing: number
  /** Rows that could not be read. With any, the check cannot pass. */
  unclear: number
  /** The first 10,000 that do not pass. */
  subjects: SubjectDraft[]
}

const tally = z.object({
  rows: z.number(),
  evaluated: z.number(),
  failing: z.number(),
  unclear: z.number(),
  subjects: z.array(z.custom<SubjectDraft>(value => typeof value === 'object' && value !== null)),
})

/** The tally that a check was given; undefined when there is none. */
export function tallyOf(value: unknown): RowTally | undefined {
  return tally.safeParse(value).data
}

/** PASS when all pass, FAIL when none does, else PARTIAL; NOT_APPLICABLE when no row concerns the check. `say` makes the sentence. */
export function judgeTally(
  value: unknown,
  { say, none }: { say: (passing: number, evaluated: number) => string; none: string },
): Judgement {
  const found = tallyOf(value)
  if (!found) return { status: 'CANNOT_TELL', message: 'The list could not be read.' }
  const { evaluated, failing, unclear } = found
  if (unclear > 0 && failing === 0)
    return { status: 'CANNOT_TELL', message: `${unclear} of ${found.rows} rows of the list could not be read.` }
  if (evaluated === 0) return { status: 'NOT_APPLICABLE', message: none }
  const status = failing === 0 ? 'PASS' : failing === evaluated ? 'FAIL' : 'PARTIAL'
  return { status, message: say(evaluated - failing, evaluated), values: { evaluated, failing } }
}
