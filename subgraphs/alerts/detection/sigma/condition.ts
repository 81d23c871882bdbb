import type { Predicate } from '../predicate/predicate.ts'
import { SigmaRefusal } from './refusal.ts'

/** Bounds of one condition. */
const MOST_WORDS = 5_000
const DEEPEST = 100
/** Tests that a condition may come to: one selection may be meant many times over. */
const MOST_TESTS = 20_000

/** Parses `selection and not 1 of filter_*` and the like; `not` binds before `and`, `and` before `or`. */
export function parseCondition(text: string, selections: ReadonlyMap<string, Predicate>, line: number): Predicate {
  const names = [...selections.keys()]
  const tokens = text.match(/\(|\)|[^\s()]+/g) ?? []
  let at = 0
  let depth = 0
  const refuse = (reason: string): never => {
    const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text
    throw new SigmaRefusal(line, `The condition "${shown}" cannot be used: ${reason}`)
  }
  const word = () => tokens[at]?.toLowerCase()
  if (text.includes('|'))
    refuse(
      'aggregations after | (count, sum, near) are retired from Sigma. Write a correlation in a document of its own: type event_count, value_count or temporal, with this rule in its rules.',
    )
  if (tokens.length > MOST_WORDS) refuse(`it has more than ${MOST_WORDS} words. Make several rules of it.`)

  function or(): Predicate {
    const parts = [and()]
    while (word() === 'or') {
      at++
      parts.push(and())
    }
    return parts.length === 1 ? parts[0]! : { is: 'any', of: parts }
  }
  function and(): Predicate {
    const parts = [not()]
    while (word() === 'and') {
      at++
      parts.push(not())
    }
    return parts.length === 1 ? parts[0]! : { is: 'all', of: parts }
  }
  function not(): Predicate {
    if (word() !== 'not') return term()
    at++
    return { is: 'not', of: deeper(not) }
  }
  function term(): Predicate {
    const token = tokens[at++] ?? refuse('it ends too early.')
    if (token === '(') {
      const inner = deeper(or)
      if (tokens[at++] !== ')') refuse('a closing bracket is missing.')
      return inner
    }
    if (word() === 'of') {
      at++
      return quantified(token.toLowerCase(), tokens[at++] ?? refuse('after "of" a name is missing.'))
    }
    return selections.get(token) ?? refuse(`there is no selection ${token}.`)
  }
  function deeper(inner: () => Predicate): Predicate {
    if (++depth > DEEPEST) refuse(`it is nested deeper than ${DEEPEST} levels.`)
    const found = inner()
    depth--
    return found
  }
  function quantified(quantity: string, pattern: string): Predicate {
    if (quantity !== '1' && quantity !== 'any' && quantity !== 'all')
      refuse(
        `Sigma knows "1 of" and "all of"; "${quantity} of" is not supported. Write out which selections go together.`,
      )
    const like = likeName(pattern)
    const meant = names.filter(name => (pattern.toLowerCase() === 'them' ? !name.startsWith('_') : like(name)))
    if (!meant.length) refuse(`no selection is called like ${pattern}.`)
    const of = meant.map(name => selections.get(name)!)
    return of.length === 1 ? of[0]! : { is: quantity === 'all' ? 'all' : 'any', of }
  }

  const condition = or()
  if (at < tokens.length) refuse(`"${tokens[at]}" stands where nothing may.`)
  if (countTests(condition, new Map()) > MOST_TESTS)
    refuse(`it comes to more than ${MOST_TESTS} tests. Make several rules of it.`)
  return condition
}

function countTests(predicate: Predicate, known: Map<Predicate, number>): number {
  const found = known.get(predicate)
  if (found !== undefined) return found
  const count =
    predicate.is === 'all' || predicate.is === 'any'
      ? predicate.of.reduce((sum, part) => sum + countTests(part, known), 0)
      : predicate.is === 'not'
        ? countTests(predicate.of, known)
        : 1
  known.set(predicate, count)
  return count
}

/** A star means any characters, wherever it stands. */
function likeName(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*')
  const [first, last] = [parts[0]!, parts.at(-1)!]
  return name => {
    if (parts.length === 1) return name === pattern
    if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false
    let at = first.length
    for (const part of parts.slice(1, -1)) {
      const found = name.indexOf(part, at)
      if (found < 0) return false
      at = found + part.length
    }
    return at <= name.length - last.length
  }
}
