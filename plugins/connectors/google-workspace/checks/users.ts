import type { SubjectDraft } from '@casbah/sdk'
import { z } from 'zod'

const flag = z.boolean().nullish()
const user = z.looseObject({
  id: z.string(),
  primaryEmail: z.string(),
  suspended: flag,
  archived: flag,
  isAdmin: flag,
  isDelegatedAdmin: flag,
  isEnrolledIn2Sv: flag,
  isEnforcedIn2Sv: flag,
})

export type User = z.infer<typeof user>

/** A row of the list of users, when the user can sign in; null when not. Throws when it cannot be read. */
export function activeUser(row: unknown): User | null {
  const found = user.parse(row)
  return found.suspended || found.archived ? null : found
}

/** A super administrator who can sign in, as one to be named: whether they are too many shows at the end. */
export function superAdmin(row: unknown): SubjectDraft | null | 'UNCLEAR' {
  const person = activeUser(row)
  if (!person) return null
  if (typeof person.isAdmin !== 'boolean') return 'UNCLEAR'
  return person.isAdmin ? { name: person.primaryEmail, passed: false, account: person.id } : null
}

/** Judges a user by one flag; whom Google does not say it of is unclear. */
export function judgeUser(person: User | null, flag: keyof User & string): SubjectDraft | null | 'UNCLEAR' {
  if (!person) return null
  const value = person[flag]
  if (typeof value !== 'boolean') return 'UNCLEAR'
  return { name: person.primaryEmail, passed: value, detail: `${flag} ${value}`, account: person.id }
}
