import type { Judgement, SubjectDraft } from '@casbah/sdk'
import { z } from 'zod'

const flag = z.boolean().nullish()
const users = z.array(
  z.looseObject({
    id: z.string(),
    primaryEmail: z.string(),
    suspended: flag,
    archived: flag,
    isAdmin: flag,
    isDelegatedAdmin: flag,
    isEnrolledIn2Sv: flag,
    isEnforcedIn2Sv: flag,
  }),
)

export type User = z.infer<typeof users>[number]

/** Users who can sign in; null when the list could not be read. */
export function activeUsers(read: Record<string, unknown>): User[] | null {
  const parsed = users.safeParse(read.users)
  return parsed.success ? parsed.data.filter(({ suspended, archived }) => !suspended && !archived) : null
}

/** Judges each of these users by one flag; whoever lacks it leaves the check without an answer unless another fails. */
export function judgeUsers(people: User[], flag: keyof User & string, what: string): Judgement {
  const subjects: SubjectDraft[] = people.map(user => ({
    name: user.primaryEmail,
    passed: user[flag] === true,
    detail: `${flag} ${String(user[flag] ?? 'not said')}`,
    account: user.id,
  }))
  const passed = subjects.filter(subject => subject.passed).length
  const message = `${passed} of ${subjects.length} ${what}.`
  const values = { passed, of: subjects.length }
  if (passed === subjects.length) return { status: 'PASS', message, subjects, values }
  if (people.every(user => user[flag] !== false))
    return { status: 'CANNOT_TELL', message: `Google does not say ${flag} of all users.`, subjects }
  return { status: passed === 0 ? 'FAIL' : 'PARTIAL', message, subjects, values }
}
