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

/** Judges a short list that is at hand, such as that of policies or domains. What may be long is judged row by row: `each` and `judgeTally`. */
export function judgeSubjects(subjects: SubjectDraft[], words: ListWords): Judgement {
  const failing = subjects.filter(({ passed }) => !passed).length
  return { ...judgeShare(subjects.length, failing, words), ...(subjects.length > 0 && { subjects }) }
}
