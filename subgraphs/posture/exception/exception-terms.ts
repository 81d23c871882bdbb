import { userError, type UserErrorData } from '@casbah/kit'
import type { SubjectMatch } from '../finding/finding.type.ts'

const YEAR_MS = 366 * 86_400_000
const MOST_NAMES = 50
const LONGEST = 500

/** What is wrong with the end of a decision; null when it lies ahead, at most a year. */
export function wrongTerm(expiresAt: Date): UserErrorData | null {
  const ahead = expiresAt.getTime() - Date.now()
  if (ahead > 0 && ahead <= YEAR_MS) return null
  return userError('BAD_USER_INPUT', 'expiresAt must lie ahead, at most one year.', ['input', 'expiresAt'])
}

/** What is wrong with the reason, term or subjects of an exception. */
export function wrongException(input: {
  reason: string
  expiresAt: Date
  subjects?: SubjectMatch | null
}): UserErrorData | null {
  const term = wrongTerm(input.expiresAt)
  if (term) return term
  if (!input.reason.trim())
    return userError('BAD_USER_INPUT', 'Give a reason; whoever reads the report wants to know it.', ['input', 'reason'])
  const names = namesOf(input.subjects)
  if (!names) return null
  const path = ['input', 'subjects', 'names']
  if (names.length < 1 || names.length > MOST_NAMES)
    return userError(
      'BAD_USER_INPUT',
      `subjects has ${names.length} names; from 1 to ${MOST_NAMES} are possible. Use \`*\` for what they have in common.`,
      path,
    )
  if (names.some(name => !name || name.length > LONGEST))
    return userError('BAD_USER_INPUT', `A subject's name has from 1 to ${LONGEST} characters.`, path)
  if (names.some(name => /^\*+$/.test(name)))
    return userError(
      'BAD_USER_INPUT',
      'A name that is `*` alone means every subject. Leave subjects out to except the whole finding.',
      path,
    )
  return null
}

/** Names without blanks around them, each once; null for the whole finding. */
export function namesOf(subjects: SubjectMatch | null | undefined): string[] | null {
  return subjects ? [...new Set(subjects.names.map(name => name.trim()))].sort() : null
}
