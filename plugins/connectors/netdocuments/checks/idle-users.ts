import { judgeSubjects, type Judgement } from '@casbah/sdk'
import { z } from 'zod'

const DAYS = 90
const DAY_MS = 86_400_000

const users = z.array(
  z.looseObject({
    id: z.string().min(1),
    displayName: z.string().nullish(),
    email: z.string().nullish(),
    external: z.boolean(),
    lastLogin: z.string().nullish(),
    registered: z.string().nullish(),
  }),
)

/** Epoch milliseconds of a time that comes without a zone, in UTC; NaN when it cannot be read. */
const timeOf = (text: string) => Date.parse(/([zZ]|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`)

/**
 * Users, of the organisation or from outside, who have not signed in for long. Measured from the newest sign-in of all: a repository in use has one
 * of today.
 */
export function judgeIdle(read: unknown, external: boolean): Judgement {
  const parsed = users.safeParse(read)
  if (!parsed.success) return { status: 'CANNOT_TELL', message: 'NetDocuments did not tell the users and their kinds.' }
  const times = parsed.data.flatMap(({ lastLogin }) => (lastLogin ? [timeOf(lastLogin)] : []))
  if (times.length === 0 || times.some(Number.isNaN))
    return { status: 'CANNOT_TELL', message: 'NetDocuments did not tell readably when users signed in last.' }
  const newest = Math.max(...times)
  const kind = external ? 'external users' : 'internal users'
  const subjects = parsed.data
    .filter(user => user.external === external)
    .map(({ id, displayName, email, lastLogin }) => {
      const days = lastLogin ? Math.floor((newest - timeOf(lastLogin)) / DAY_MS) : null
      return {
        name: email || displayName || id,
        account: id,
        passed: days !== null && days <= DAYS,
        detail: days === null ? 'never signed in' : `last signed in ${days} days before the newest sign-in`,
      }
    })
  return judgeSubjects(subjects, {
    say: (passing, all) => `${all - passing} of ${all} ${kind} have not signed in for more than ${DAYS} days.`,
    none: `There are no ${kind}.`,
  })
}
