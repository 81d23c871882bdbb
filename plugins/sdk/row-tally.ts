import { z } from 'zod'
import type { Judgement, SubjectDraft } from './check.ts'
import { judgeShare, type ListWords } from './judge-subjects.ts'

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

/** Judges a list that was judged row by row, by its tally: PASS when all rows pass, FAIL when none does, else PARTIAL; with rows that are unclear never PASS. */
export function judgeTally(value: unknown, words: ListWords): Judgement {
  const found = tallyOf(value)
  if (!found) return { status: 'CANNOT_TELL', message: 'The list could not be read.' }
  const { rows, evaluated, failing, unclear } = found
  if (unclear > 0 && failing === 0)
    return { status: 'CANNOT_TELL', message: `${unclear} of ${rows} rows of the list could not be read.` }
  return judgeShare(evaluated, failing, words)
}

/** What a list comes to, in words; as `ListWords`, with the parameters at hand. */
export interface RowWords<P> {
  say: (passing: number, all: number, parameters: P) => string
  none: ListWords['none']
}

/** A judge by the tally of the read with this name. */
export const judgeRows =
  <P>(read: string, { say, none }: RowWords<P>) =>
  (reads: Record<string, unknown>, parameters: P): Judgement =>
    judgeTally(reads[read], { say: (passing, all) => say(passing, all, parameters), none })
