import { at, judgeParsed, judgeSubjects, type Judgement } from '@casbah/sdk'
import { z } from 'zod'

const answers = z.array(z.looseObject({ parent: z.looseObject({ Name: z.string().min(1) }), value: z.unknown() }))

interface BucketWords {
  /** Gets what the bucket answered, and the code of the refusal where it was one. Null where it does not tell. */
  passes: (value: unknown, code: string | undefined, read: Record<string, unknown>) => boolean | null
  say: (passing: number, all: number) => string
  /** The right by which the setting is read. */
  scope: string
}

/** Judges a setting of each bucket. Buckets of other regions and those that may not be seen are unclear. */
export function judgeBuckets(
  name: string,
  { passes, say, scope }: BucketWords,
): (read: Record<string, unknown>) => Judgement {
  const unknown = `AWS did not show this setting of the buckets. It needs ${scope}, and the regions of the buckets among those configured.`
  return read =>
    judgeParsed({ [name]: answers }, unknown, found =>
      judgeSubjects(
        (found[name] ?? []).map(({ parent, value }) => {
          const code = at(value, 'body.Error.Code')
          const passed = passes(value, code === undefined ? undefined : String(code), read)
          return { name: parent.Name, resource: parent.Name, passed }
        }),
        {
          say,
          none: 'There are no buckets.',
          unknown: (some, all) => `Of ${some} of ${all} buckets AWS did not show this setting. It needs ${scope}.`,
        },
      ),
    )(read, {})
}
