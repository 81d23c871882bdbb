import { judgeParsed, judgeSubjects, type SubjectDraft } from '@casbah/sdk'
import { z } from 'zod'

const subscription = z.looseObject({ subscriptionId: z.string(), name: z.string() })
/** What was read of one subscription. */
interface Of<T> {
  id: string
  rows: T[]
}

interface EachWords {
  /** What is read, in the plural, and the right that it takes. */
  what: string
  right: string
  say: (passing: number, all: number) => string
}

/** Judges each subscription by the rows of one read; null where they do not tell. */
export const judgeEach = <T, P>(
  read: string,
  row: z.ZodType<T>,
  { what, right, say }: EachWords,
  judge: (of: Of<T>, parameters: P) => Pick<SubjectDraft, 'detail'> & { passed: boolean | null },
) => {
  const unknown = `Azure did not tell ${what} of each subscription; the right ${right} is needed there.`
  const shape = z.array(z.looseObject({ parent: subscription, value: z.array(row) })).min(1)
  return judgeParsed<{ [name: string]: typeof shape }, P>({ [read]: shape }, unknown, (parsed, parameters) => {
    const subjects = (parsed[read] ?? []).map(({ parent, value }) => ({
      name: parent.name,
      ...judge({ id: parent.subscriptionId, rows: value }, parameters),
    }))
    return judgeSubjects(subjects, { say, unknown: () => unknown, none: { status: 'CANNOT_TELL', message: unknown } })
  })
}
