import { OPERATORS, type Sight } from './operators.ts'
import { readPath, valueAt } from './path.ts'

/** Whether something holds of a row; null when what was read does not tell. */
export type Test = (row: unknown, sight: Sight) => boolean | null

/** What is found wrong with a rule while it is read. */
export class Problems {
  readonly all: { path: string[]; message: string }[] = []
  /** Conditions so far. */
  conditions = 0

  /** Whoever writes a rule mends a few places at a time. */
  add(path: string[], message: string): void {
    if (this.all.length < MOST_PROBLEMS) this.all.push({ path, message })
  }
}

const MOST_PROBLEMS = 20
const MOST_CONDITIONS = 100
const DEEPEST = 8
const FORMS = 'Write {"path", "op", "value"}, {"all": […]}, {"any": […]} or {"not": …}.'

/** Reads a condition; what is wrong with it goes into `problems` with its place, and then the test is not to be used. */
export function readCondition(condition: unknown, place: string[], problems: Problems, depth = 1): Test {
  if (depth > DEEPEST) return wrong(problems, place, `Conditions nest more than ${DEEPEST} levels. Flatten them.`)
  if (!isObject(condition)) return wrong(problems, place, `This is no condition. ${FORMS}`)
  const names = Object.keys(condition)
  const group = names.length === 1 ? names[0]! : ''
  if (group === 'not') return not(readCondition(condition.not, [...place, 'not'], problems, depth + 1))
  if (group === 'all' || group === 'any') {
    const parts = condition[group]
    if (!Array.isArray(parts) || !parts.length)
      return wrong(problems, [...place, group], 'Give a list of at least one condition; an empty one tells nothing.')
    if (parts.length > MOST_CONDITIONS) return wrong(problems, [...place, group], TOO_MANY)
    const tests = parts.map((part, n) => readCondition(part, [...place, group, String(n)], problems, depth + 1))
    return group === 'all' ? all(tests) : not(all(tests.map(not)))
  }
  return readComparison(condition, place, problems)
}

const TOO_MANY = `There are more than ${MOST_CONDITIONS} conditions. Make several controls of it, or use \`in\`.`

function readComparison(condition: Record<string, unknown>, place: string[], problems: Problems): Test {
  const stranger = Object.keys(condition).find(name => !['path', 'op', 'value'].includes(name))
  if (stranger !== undefined) return wrong(problems, [...place, stranger], `A condition has no ${stranger}. ${FORMS}`)
  if (++problems.conditions > MOST_CONDITIONS) return wrong(problems, place, TOO_MANY)
  const { path, op, value } = condition
  const steps = typeof path === 'string' ? readPath(path) : null
  if (!steps) wrong(problems, [...place, 'path'], NO_PATH)
  const operator = typeof op === 'string' && Object.hasOwn(OPERATORS, op) ? OPERATORS[op] : undefined
  if (!operator)
    return wrong(
      problems,
      [...place, 'op'],
      `There is no such operator. There are ${Object.keys(OPERATORS).join(', ')}.`,
    )
  const compare = operator(value)
  if (typeof compare === 'string') return wrong(problems, [...place, 'value'], compare)
  return (row, sight) => {
    const found = valueAt(row, steps!)
    const holds = compare(found, sight)
    sight.note(path as string, found, holds !== null)
    return holds
  }
}

/** What a path is, for whoever wrote none. */
export const NO_PATH =
  'Give a path of at most 500 characters such as `settings.rules[0].name`; `$` is the whole, `["a.b"]` a name with dots.'

/** One that does not hold decides, whatever is not known of the others. */
const all =
  (tests: readonly Test[]): Test =>
  (row, sight) => {
    let known = true
    for (const test of tests) {
      const holds = test(row, sight)
      if (holds === false) return false
      known &&= holds !== null
    }
    return known ? true : null
  }

const not =
  (test: Test): Test =>
  (row, sight) => {
    const holds = test(row, sight)
    return holds === null ? null : !holds
  }

function wrong(problems: Problems, path: string[], message: string): Test {
  problems.add(path, message)
  return () => null
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
