import { judgeTally, type Check, type ListWords, type SubjectDraft } from '@casbah/sdk'
import { z } from 'zod'
import { assetRow } from '../asset-row.ts'
import { bare } from '../requests.ts'

type Seen = Pick<SubjectDraft, 'passed' | 'detail'> & Partial<Pick<SubjectDraft, 'account' | 'resource'>>
type Judging = Required<Pick<Check, 'reads' | 'each' | 'judgeRow' | 'judge'>>
const snapshot = z.looseObject({ readTime: z.iso.datetime() })

/** Judges the assets of one read one by one by these fields of their data; null is one that does not concern the check. */
export function eachAsset<S extends z.ZodRawShape>(
  read: string,
  shape: S,
  judgeOne: (data: z.output<z.ZodObject<S>>, name: string) => Seen | null,
  say: ListWords['say'],
  none: string,
): Judging {
  const asset = assetRow(shape)
  return {
    reads: [read],
    each: read,
    judgeRow: row => {
      const parsed = asset.safeParse(row)
      if (!parsed.success) return 'UNCLEAR'
      const name = bare(parsed.data.name)
      const seen = judgeOne(parsed.data.resource.data as z.output<z.ZodObject<S>>, name)
      return seen && { name, ...seen }
    },
    judge: found => judgeTally(found[read], { say, none }),
  }
}

/** Judges how many days old the assets of one read are at most, by the field that `madeAt` gives, on the day that Google looked. */
export function eachAge<S extends z.ZodRawShape>(
  read: string,
  shape: S,
  madeAt: (data: z.output<z.ZodObject<S>>) => string | null,
  words: Omit<ListWords, 'say'> & { say: (young: number, all: number, days: unknown) => string },
): Judging {
  const asset = assetRow(shape)
  return {
    reads: [read, 'snapshot'],
    each: read,
    judgeRow: (row, found, { days }) => {
      const [parsed, now] = [asset.safeParse(row), snapshot.safeParse(found.snapshot)]
      if (!parsed.success || !now.success) return 'UNCLEAR'
      const made = madeAt(parsed.data.resource.data as z.output<z.ZodObject<S>>)
      if (made === null) return null
      const age = Math.floor((Date.parse(now.data.readTime) - Date.parse(made)) / 86_400_000)
      if (Number.isNaN(age)) return 'UNCLEAR'
      const name = bare(parsed.data.name)
      return { name, resource: name, passed: age <= Number(days), detail: `${age} days old` }
    },
    judge: (found, { days }) =>
      snapshot.safeParse(found.snapshot).success
        ? judgeTally(found[read], { ...words, say: (young, all) => words.say(young, all, days) })
        : { status: 'CANNOT_TELL', message: 'Google does not say when it looked, so that no age is known.' },
  }
}
