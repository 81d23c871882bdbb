import type { z } from 'zod'
import type { Judgement } from './check.ts'
import { judgeParsed, type Parsed } from './judge-parsed.ts'
import { judgeSubjects, type Judged } from './judge-subjects.ts'

/** What a list comes to, in words; as `ListWords`, with the parameters at hand. */
export interface ListedWords<P> {
  say: (passing: number, all: number, parameters: P) => string
  /** When nothing concerns the check; without it nobody can tell. */
  none?: string | Judgement
  /** When nothing is wrong beside what the vendor does not tell of; that alone otherwise. */
  unknown?: string
}

/**
 * Judges a short list that is made of reads with these shapes: `judgeParsed` and `judgeSubjects` in one. Where what is read leaves nothing to list, `list`
 * gives the judgement itself.
 */
export function judgeListed<S extends Record<string, z.ZodType>, P>(
  shapes: S,
  unknown: string,
  list: (read: Parsed<S>, parameters: P) => Judged[] | Judgement,
  words: ListedWords<P>,
): (read: Record<string, unknown>, parameters: P) => Judgement {
  const { say, none = { status: 'CANNOT_TELL', message: unknown } } = words
  return judgeParsed(shapes, unknown, (read, parameters: P) => {
    const listed = list(read, parameters)
    if (!Array.isArray(listed)) return listed
    return judgeSubjects(listed, {
      say: (passing, all) => say(passing, all, parameters),
      none,
      ...(words.unknown !== undefined && { unknown: () => words.unknown! }),
    })
  })
}
