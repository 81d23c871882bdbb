import { judgeParsed, judgeSubjects, type Judgement } from '@casbah/sdk'
import { z } from 'zod'

const answers = z
  .array(z.looseObject({ parent: z.looseObject({ regionName: z.string().min(1) }), value: z.unknown() }))
  .min(1)

/** How what a region answered is judged, and what is said of all. */
interface RegionWords {
  /** Null where it does not tell. */
  passes: (value: unknown) => boolean | null
  say: (passing: number, all: number) => string
  unknown: string
}

/** Judges what was read in each region: one subject a region. */
export const judgeRegions = (
  read: string,
  { passes, say, unknown }: RegionWords,
): ((read: Record<string, unknown>, parameters: unknown) => Judgement) =>
  judgeParsed({ [read]: answers }, unknown, found =>
    judgeSubjects(
      (found[read] ?? []).map(({ parent, value }) => ({ name: parent.regionName, passed: passes(value) })),
      { say, none: { status: 'CANNOT_TELL', message: unknown }, unknown: () => unknown },
    ),
  )
