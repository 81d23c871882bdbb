import type { Judgement, SubjectDraft } from './check.ts'
import { tallyOf } from './row-tally.ts'

/** How many there may be, and what is said of it. */
export interface CountWords {
  /** Fewest that there should be; 0 when left out. Where one is asked for, none at all only means that the credentials do not see them. */
  fewest?: number
  /** Most that there should be; no bound when left out. */
  most?: number
  say: (count: number) => string
  /** When they could not be counted, and what to do about it. */
  unknown: string
}

/**
 * Judges how many there are of something, such as administrators: of subjects at hand, or of the tally of a list whose `judgeRow` gives a subject that
 * does not pass for each row that counts. All are named, and pass when their number does. Undefined where the list could not be read.
 */
export function judgeCount(
  counted: SubjectDraft[] | unknown,
  { fewest = 0, most = Infinity, say, unknown }: CountWords,
): Judgement {
  const found = Array.isArray(counted) ? inHand(counted as SubjectDraft[]) : tallyOf(counted)
  if (!found || found.unclear > 0 || (found.evaluated === 0 && fewest > 0))
    return { status: 'CANNOT_TELL', message: unknown }
  const count = found.evaluated
  const passed = count >= fewest && count <= most
  const subjects = found.subjects.map(subject => ({ ...subject, passed }))
  return { status: passed ? 'PASS' : 'FAIL', message: say(count), subjects, values: { count } }
}

/** How many rows may count, and what is said of it; as `CountWords`, with the parameters at hand. */
export interface RowCountWords<P> {
  /** Fewest that there should be, where no parameter says so. */
  fewest?: number
  say: (count: number, parameters: P) => string
  unknown: string
}

/** Parameters that bound a number, as `mostOf` and `betweenOf` make them. */
interface CountBounds {
  fewest?: number
  most: number
}

/** A judge by how many rows of the read with this name count, within the parameters `fewest` and `most`. */
export const judgeRowCount =
  <P extends CountBounds>(read: string, { fewest = 0, say, unknown }: RowCountWords<P>) =>
  (reads: Record<string, unknown>, parameters: P): Judgement =>
    judgeCount(tallyOf(reads[read]), { fewest, ...parameters, say: count => say(count, parameters), unknown })

const inHand = (subjects: SubjectDraft[]) => ({ unclear: 0, evaluated: subjects.length, subjects })
