import { RE2JS } from 're2js'
import type { Hint } from '../predicate/predicate.ts'
import { literalsOf } from './regex-literals.ts'
import { keepWithinSteps, literalOf, lowerOf, textTest, type TextTest, type Token } from './text.ts'

/** Tests texts for one value of a rule. */
export interface TextMatcher {
  test: TextTest
  /** The text in lower case that alone passes, when it is one: many of these are looked up together. */
  equals: string | null
  /** One of these is needed; null when that cannot be said. */
  hints: readonly Hint[] | null
}

/** Compares a whole text with a pattern. */
export function patternMatcher(tokens: readonly Token[], cased: boolean): TextMatcher {
  const literal = literalOf(tokens)
  const test = textTest(tokens, cased)
  if (literal !== null) {
    const equals = literal.toLowerCase()
    return { test, equals: cased ? null : equals, hints: [{ is: 'equals', text: equals }] }
  }
  const runs = tokens.filter(token => typeof token === 'string')
  // With case, lower case beyond plain ASCII depends on the letters around.
  const certain = cased ? runs.flatMap(run => run.split(/[^ -~]+/)) : runs
  const text = certain.reduce((longest, run) => (run.length > longest.length ? run : longest), '').toLowerCase()
  return { test, equals: null, hints: text ? [{ is: 'contains', text }] : null }
}

/** What the modifiers of an expression ask for. */
export interface RegexFlags {
  ignoreCase: boolean
  multiline: boolean
  dotAll: boolean
}

/** Longest expression, and the largest program that RE2 may make of one. */
const LONGEST = 10_000
const LARGEST = 1_000

/** Looks for an expression in a text. RE2 takes linear time whatever the expression; throws with the reason for what it cannot do. */
export function regexMatcher(expression: string, { ignoreCase, multiline, dotAll }: RegexFlags): TextMatcher {
  if (expression.length > LONGEST) throw new Error(`it is longer than ${LONGEST} characters`)
  const flags =
    (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (multiline ? RE2JS.MULTILINE : 0) | (dotAll ? RE2JS.DOTALL : 0)
  const compiled = RE2JS.compile(expression, flags)
  const size = compiled.programSize()
  if (size > LARGEST) throw new Error('it repeats so much that it would take too long')
  const literals = literalsOf(expression, ignoreCase)
  const found: TextTest = text => {
    keepWithinSteps(size, text)
    return compiled.matcher(text).find()
  }
  return {
    // Looking for plain texts first is much quicker.
    test: literals
      ? text => {
          const lower = lowerOf(text)
          return literals.some(literal => lower.includes(literal)) && found(text)
        }
      : found,
    equals: null,
    hints: literals && literals.map(text => ({ is: 'contains', text })),
  }
}

/** Any of several, as one. */
export function anyOf(matchers: readonly TextMatcher[]): Pick<TextMatcher, 'test' | 'hints'> {
  const equal = new Set(matchers.flatMap(({ equals }) => (equals === null ? [] : [equals])))
  const others = matchers.filter(({ equals }) => equals === null).map(({ test }) => test)
  return {
    test: text => (equal.size > 0 && equal.has(lowerOf(text))) || others.some(test => test(text)),
    hints: matchers.every(({ hints }) => hints !== null) ? matchers.flatMap(({ hints }) => hints!) : null,
  }
}
