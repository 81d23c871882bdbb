import { isObject, NO_PATH, Problems, readCondition, type Test } from './condition.ts'
import { readPath } from './path.ts'

/** What a tenant's own control judges by, ready to be used. */
export interface Rule {
  /** Name of one of the connector's reads. */
  read: string
  /** Where the list lies whose rows are judged one by one; null when the whole is. */
  each: (string | number)[] | null
  /** Which rows are judged. */
  where: Test | null
  expect: Test
  /** Where a row's name lies. */
  subject: (string | number)[] | null
  /** An empty list passes instead of telling nothing. */
  emptyPasses: boolean
}

const FIELDS = ['read', 'each', 'where', 'expect', 'subject', 'emptyPasses']

/** Reads a rule as data. `reads` are names of the connector's reads; null when they are not to be looked at. */
export function readRule(
  given: unknown,
  reads: readonly string[] | null,
): { rule: Rule } | { problems: { path: string[]; message: string }[] } {
  const problems = new Problems()
  if (!isObject(given)) return { problems: [{ path: [], message: `A rule is an object with ${FIELDS.join(', ')}.` }] }
  for (const name of Object.keys(given))
    if (!FIELDS.includes(name)) problems.add([name], `A rule has no ${name}. It has ${FIELDS.join(', ')}.`)
  const { read, emptyPasses = false } = given
  if (typeof read !== 'string' || (reads && !reads.includes(read)))
    problems.add(['read'], `Name one of the connector's reads: ${(reads ?? []).join(', ')}.`)
  if (typeof emptyPasses !== 'boolean') problems.add(['emptyPasses'], 'Give true or false.')
  const path = (name: 'each' | 'subject') => {
    const value = given[name] ?? null
    const steps = typeof value === 'string' ? readPath(value) : null
    if (value !== null && !steps) problems.add([name], NO_PATH)
    return steps
  }
  const each = path('each')
  const subject = path('subject')
  for (const name of ['where', 'subject'] as const)
    if (given[name] != null && given.each == null)
      problems.add([name], `${name} is about rows. Say by \`each\` where they lie, \`$\` when the answer is a list.`)
  const where = given.where == null ? null : readCondition(given.where, ['where'], problems)
  const expect = readCondition(given.expect, ['expect'], problems)
  if (problems.all.length) return { problems: problems.all }
  return { rule: { read: read as string, each, where, expect, subject, emptyPasses: emptyPasses as boolean } }
}
