import { judgeParsed, judgeSubjects, type SubjectDraft } from '@casbah/sdk'
import { z } from 'zod'

const subscription = z.looseObject({ subscriptionId: z.string(), name: z.string() })
/** What was read of one subscription. */
interface Of<T> {
  id: string
  rows: T[]
}

/** Judges each subscription by the rows of one read; null where they do not tell. */
export const judgeEach = <T, P>(
  read: string,
  row: z.ZodType<T>,
  { say, unknown }: { say: (passing: number, all: number) => string; unknown: string },
  judge: (of: Of<T>, parameters: P) => Pick<SubjectDraft, 'detail'> & { passed: boolean | null },
) => {
  const shape = z.array(z.looseObject({ parent: subscription, value: z.array(row) })).min(1)
  return judgeParsed<{ [name: string]: typeof shape }, P>({ [read]: shape }, unknown, (parsed, parameters) => {
    const subjects = (parsed[read] ?? []).map(({ parent, value }) => ({
      name: parent.name,
      ...judge({ id: parent.subscriptionId, rows: value }, parameters),
    }))
    return judgeSubjects(subjects, { say, unknown: () => unknown, none: { status: 'CANNOT_TELL', message: unknown } })
  })
}
