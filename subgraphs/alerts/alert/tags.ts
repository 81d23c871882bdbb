import { userError, type UserErrorData } from '@casbah/kit'

/** Tags of one alert, at most. */
export const MOST_TAGS = 50
const WELL_FORMED = /^[\p{L}\p{N}][\p{L}\p{N} _.:/-]{0,63}$/u

/** Tags in the form in which they are kept, without blanks around them and in lower case, so that one tag is not two. */
export function readTags(
  given: readonly string[],
  field: 'addTags' | 'removeTags',
): { tags: string[]; problem: UserErrorData | null } {
  const tags = [...new Set(given.map(tagOf))]
  const refuse = (message: string) => ({ tags, problem: userError('BAD_USER_INPUT', message, [field]) })
  if (tags.length > MOST_TAGS) return refuse(`${field} holds ${tags.length} tags; 50 are possible. Leave some out.`)
  const bad = tags.find(tag => !WELL_FORMED.test(tag))
  if (bad === undefined) return { tags, problem: null }
  return refuse(
    `“${bad.slice(0, 80)}” is no tag: it begins with a letter or digit, goes on with letters, digits, blanks and _ . : / -, and has 64 of them at most.`,
  )
}

/** A tag as it is kept. */
export function tagOf(given: string): string {
  return given.trim().toLowerCase()
}

/** The tags of an alert after a change, in alphabetical order; null when they would be too many. */
export function changedTags(
  had: readonly string[],
  add: readonly string[],
  remove: readonly string[],
): string[] | null {
  const left = new Set([...had, ...add])
  for (const tag of remove) left.delete(tag)
  return left.size > MOST_TAGS ? null : [...left].sort()
}
