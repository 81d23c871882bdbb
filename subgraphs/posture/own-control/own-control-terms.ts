import { userError, type Severity, type UserErrorData } from '@casbah/kit'
import { readRule } from './rule.ts'

/** All that an own control says. */
export interface Terms {
  connector: string
  name: string
  title: string
  description: string
  severity: Severity
  category: string
  points: number
  remediation: string
  frameworks: { framework: string; version: string | null; requirement: string; derived: boolean }[]
  rule: unknown
}

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/
const LONGEST_NAME = 60
const LONGEST = { title: 200, description: 2_000, remediation: 5_000 } as const
const MOST_FRAMEWORKS = 20
const LONGEST_REQUIREMENT = 100

/** What is wrong with an own control, each with its place and what to do. `reads` are names of what its connector reads. */
export function wrongTerms(terms: Terms, reads: readonly string[]): UserErrorData[] {
  const wrong: UserErrorData[] = []
  const add = (path: string[], message: string) => wrong.push(userError('BAD_USER_INPUT', message, ['input', ...path]))
  for (const name of ['name', 'category'] as const)
    if (!NAME.test(terms[name]) || terms[name].length > LONGEST_NAME)
      add(
        [name],
        `Give a ${name} of at most ${LONGEST_NAME} lower case letters, digits and single dashes between them.`,
      )
  if (!terms.title.trim()) add(['title'], 'Say in one line what should be so.')
  for (const [name, longest] of Object.entries(LONGEST))
    if (terms[name as keyof typeof LONGEST].length > longest)
      add([name], `The ${name} is longer than ${longest} characters. Shorten it.`)
  if (!(terms.points >= 0 && terms.points <= 10)) add(['points'], 'Give points from 0 to 10.')
  if (terms.frameworks.length > MOST_FRAMEWORKS)
    add(['frameworks'], `Name at most ${MOST_FRAMEWORKS} requirements of frameworks.`)
  else
    for (const [n, { framework, version, requirement }] of terms.frameworks.entries()) {
      const texts = { framework, requirement, ...(version !== null && { version }) }
      for (const [name, text] of Object.entries(texts))
        if (!text.trim() || text.length > LONGEST_REQUIREMENT)
          add(['frameworks', String(n), name], `Give from 1 to ${LONGEST_REQUIREMENT} characters.`)
    }
  const rule = readRule(terms.rule, reads)
  if ('problems' in rule) for (const { path, message } of rule.problems) add(['rule', ...path], message)
  return wrong
}
