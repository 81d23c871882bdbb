import { isObject, isPresent, testPath, valuesAt, type Path } from './path.ts'

/** A text in lower case that a value must have for a test to hold: it alone, or somewhere in it. */
export interface Hint {
  is: 'equals' | 'contains'
  text: string
}

/** A test of one field. */
export interface FieldTest {
  is: 'field'
  /** As the author wrote it. */
  field: string
  /** Where it may lie; it holds when it does at any of them. */
  paths: readonly Path[]
  operator: string
  expected: unknown
  /** Tests one value that is there; `root` is the whole event, for tests that compare fields. */
  test: (value: unknown, root: unknown) => boolean
  /** Verdict when no path has a value. */
  absent: boolean
  /** What makes it hold needs one of these; null when that cannot be said. */
  hints: readonly Hint[] | null
  /** Set when it is asked whether the field is there, whatever its value: true for there, false for not. Nothing else is asked then. */
  presence?: boolean
}

/** A search through all texts of an event, the names of its fields among them. */
export interface KeywordTest {
  is: 'keyword'
  operator: string
  expected: unknown
  test: (text: string) => boolean
  /** What makes it hold needs one of these in some text; null or left out when that cannot be said. */
  hints?: readonly Hint[] | null
}

/** What an event must be like. It is data with tests as leaves: the same tree is judged, indexed and explained. */
export type Predicate =
  | { is: 'all'; of: readonly Predicate[] }
  | { is: 'any'; of: readonly Predicate[] }
  | { is: 'not'; of: Predicate }
  | FieldTest
  | KeywordTest

export type Verdict = (root: unknown) => boolean

/** Makes a predicate ready to judge. */
export function compilePredicate(predicate: Predicate): Verdict {
  switch (predicate.is) {
    case 'field':
      return fieldVerdict(predicate)
    case 'keyword':
      return keywordVerdict(predicate)
    case 'not': {
      const inner = compilePredicate(predicate.of)
      return root => !inner(root)
    }
    case 'all': {
      const parts = predicate.of.map(compilePredicate)
      if (parts.length === 1) return parts[0]!
      return root => {
        for (const part of parts) if (!part(root)) return false
        return true
      }
    }
    case 'any': {
      const parts = predicate.of.map(compilePredicate)
      if (parts.length === 1) return parts[0]!
      return root => {
        for (const part of parts) if (part(root)) return true
        return false
      }
    }
  }
}

function fieldVerdict({ paths, test, absent, presence }: FieldTest): Verdict {
  if (presence !== undefined) return root => paths.some(path => isPresent(root, path)) === presence
  // Most tests look at the value alone and need no function of their own for each event.
  const alone = test.length < 2 ? (test as (value: unknown) => boolean) : null
  return root => {
    let present = false
    for (const path of paths) {
      const found = testPath(root, path, alone ?? (value => test(value, root)))
      if (found === 'holds') return true
      if (found === 'fails') present = true
    }
    return present ? false : absent
  }
}

function keywordVerdict({ test, hints }: KeywordTest): Verdict {
  if (!hints) return root => anyText(root, test)
  return root => {
    const texts = allTexts(root)
    return hints.some(({ text }) => texts.includes(text)) && anyText(root, test)
  }
}

/** One leaf of a predicate, with what was there. */
export interface ExplainedTest {
  field: string
  operator: string
  expected: unknown
  actual: unknown
  matched: boolean
}

/** Every test of a predicate in its order; one under a `not` is told as it stands, with `not` before its operator. */
export function explainPredicate(predicate: Predicate, root: unknown): ExplainedTest[] {
  return explain(predicate, root, false)
}

function explain(predicate: Predicate, root: unknown, negated: boolean): ExplainedTest[] {
  switch (predicate.is) {
    case 'all':
    case 'any':
      return predicate.of.flatMap(part => explain(part, root, negated))
    case 'not':
      return explain(predicate.of, root, !negated)
    case 'field': {
      const values = predicate.paths.flatMap(path => valuesAt(root, path))
      return [leaf(predicate, predicate.field, values.length > 1 ? values : (values[0] ?? null), root, negated)]
    }
    case 'keyword': {
      let actual: string | null = null
      anyText(root, text => {
        if (predicate.test(text)) actual = text
        return actual !== null
      })
      return [leaf(predicate, 'any field', actual, root, negated)]
    }
  }
}

function leaf(test: FieldTest | KeywordTest, field: string, actual: unknown, root: unknown, negated: boolean) {
  const holds = compilePredicate(test)(root)
  const operator = negated ? `not ${test.operator}` : test.operator
  return { field, operator, expected: test.expected, actual, matched: holds !== negated }
}

const DEEPEST = 64

/** Whether any text, number, truth value or name of a field in an event passes; looks 64 levels deep. */
function anyText(value: unknown, test: (text: string) => boolean, depth = 0): boolean {
  if (typeof value === 'string') return test(value)
  if (typeof value === 'number' || typeof value === 'boolean') return test(String(value))
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return false
  if (Array.isArray(value)) return value.some(item => anyText(item, test, depth + 1))
  for (const key of Object.keys(value))
    if (test(key) || anyText((value as Record<string, unknown>)[key], test, depth + 1)) return true
  return false
}

/** All texts of events that several keywords are looked for in. */
const known = new WeakMap<object, string>()

/** All texts of an event as one, in lower case, a line each. */
export function allTexts(root: unknown): string {
  const found = isObject(root) ? known.get(root) : undefined
  if (found !== undefined) return found
  const texts: string[] = []
  anyText(root, text => {
    texts.push(text)
    return false
  })
  const all = texts.join('\n').toLowerCase()
  if (isObject(root)) known.set(root, all)
  return all
}
