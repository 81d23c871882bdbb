import { z } from 'zod'
import { pathOf } from '../predicate/path.ts'
import type { FieldTest, Predicate } from '../predicate/predicate.ts'

const DAY_MS = 24 * 3_600_000

/** Shape of a DateTimeFilter. */
export const dates = z
  .strictObject({
    since: z.iso.datetime({ offset: true }).optional(),
    until: z.iso.datetime({ offset: true }).optional(),
  })
  .optional()

/** Shape of an age in days. */
export const daysAgo = z
  .strictObject({ atLeast: z.number().min(0).optional(), atMost: z.number().min(0).optional() })
  .optional()

/** A field that cannot be judged: refused, with the reason and what to do instead. */
export const refused = (reason: string) => z.undefined({ error: reason }).optional()

/** A moment, epoch ms, within a DateTimeFilter; `until` itself is outside. */
export function within(field: string, wanted: z.infer<typeof dates>): FieldTest[] {
  if (!wanted) return []
  const since = wanted.since === undefined ? -Infinity : Date.parse(wanted.since)
  const until = wanted.until === undefined ? Infinity : Date.parse(wanted.until)
  return [fieldTest(field, field, 'within', wanted, value => Number(value) >= since && Number(value) < until)]
}

/** Days between a moment and when the thing was judged. */
export function aged(field: string, at: string, wanted: z.infer<typeof daysAgo>): FieldTest[] {
  if (!wanted) return []
  const { atLeast = -Infinity, atMost = Infinity } = wanted
  return [
    fieldTest(field, at, 'days ago', wanted, (value, root) => {
      const days = ((root as { at: number }).at - Number(value)) / DAY_MS
      return days >= atLeast && days <= atMost
    }),
  ]
}

/** A test of what lies at a path; what is not there fails it. */
export function fieldTest(
  field: string,
  at: string,
  operator: string,
  expected: unknown,
  test: FieldTest['test'],
  absent = false,
): FieldTest {
  return { is: 'field', field, paths: [pathOf(at)], operator, expected, test, absent, hints: null }
}

interface Combined<F> {
  and?: F[]
  or?: F[]
  not?: F
}

/** Tests of a filter's own fields together with those of its `and`, `or` and `not`. */
export function combine<F extends Combined<F>>(tests: Predicate[], filter: F, of: (part: F) => Predicate): Predicate {
  const parts = [...tests, ...(filter.and ?? []).map(of)]
  if (filter.or) parts.push({ is: 'any', of: filter.or.map(of) })
  if (filter.not) parts.push({ is: 'not', of: of(filter.not) })
  return { is: 'all', of: parts }
}
