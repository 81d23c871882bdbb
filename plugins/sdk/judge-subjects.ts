import type { Judgement, SubjectDraft } from './check.ts'

/** What a list comes to, in words. */
export interface ListWords {
  /** One sentence with the numbers: how many pass, of how many. */
  say: (passing: number, all: number) => string
  /**
   * When nothing concerns the check: a sentence makes it NOT_APPLICABLE. A judgement where that means more: CANNOT_TELL of what every customer has, PASS
   * of a list of what should not be (which `emptyPasses` has to name, too).
   */
  none: string | Judgement
}

/** The verdict over this many, of which so many do not pass: PASS when all pass, FAIL when none does, else PARTIAL. */
export function judgeShare(all: number, failing: number, { say, none }: ListWords): Judgement {
  if (all === 0) return typeof none === 'string' ? { status: 'NOT_APPLICABLE', message: none } : none
  const status = failing === 0 ? 'PASS' : failing === all ? 'FAIL' : 'PARTIAL'
  return { status, message: say(all - failing, all), values: { evaluated: all, failing } }
}

/** What was judged, or with null could not be: the vendor does not tell. */
export type Judged = Omit<SubjectDraft, 'passed'> & { passed: boolean | null }

/**
 * Judges a short list that is at hand, such as that of policies or domains. What may be long is judged row by row: `each` and `judgeTally`. What the vendor
 * does not tell of does not pass; where nothing is wrong beside it, nobody can tell, and `unknown` says so.
 */
export function judgeSubjects(
  judged: Judged[],
  words: ListWords & { unknown?: (unclear: number, all: number) => string },
): Judgement {
  const unclear = judged.filter(({ passed }) => passed === null).length
  const subjects = judged.map(one => ({ ...one, passed: one.passed === true }))
  const failing = subjects.filter(({ passed }) => !passed).length
  if (unclear > 0 && unclear === failing) {
    const { unknown = (some, all) => `Of ${some} of ${all} it is not told.` } = words
    return { status: 'CANNOT_TELL', message: unknown(unclear, judged.length), subjects }
  }
  return { ...judgeShare(subjects.length, failing, words), ...(subjects.length > 0 && { subjects }) }
}
