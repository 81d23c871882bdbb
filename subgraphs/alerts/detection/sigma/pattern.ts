import { RE2JS } from 're2js'
import type { Hint } from '../predicate/predicate.ts'

/** Tests one value of an event's field. */
export type ValueTest = (value: unknown) => boolean

/** How the modifiers of a field say that its values compare. */
export type Comparison = 'equals' | 'contains' | 'startswith' | 'endswith' | 're'

const ANY = 0
const ONE = 1
type Token = string | typeof ANY | typeof ONE

/** Makes the test for one value of a rule. Texts compare without case; `*` and `?` are wildcards unless escaped; `re` has case. */
export function valueTest(wanted: unknown, comparison: Comparison): ValueTest {
  if (wanted === null) return value => value === null || value === undefined
  if (comparison === 're') {
    // RE2 takes linear time whatever the expression; it throws on what it cannot do, such as look-ahead.
    const expression = RE2JS.compile(String(wanted))
    return value => isScalar(value) && expression.matcher(String(value)).find()
  }
  const text = String(wanted)
  if (text === '' && comparison === 'equals') return value => value === ''
  const tokens = tokensOf(text.toLowerCase())
  if (comparison === 'contains' || comparison === 'endswith') tokens.unshift(ANY)
  if (comparison === 'contains' || comparison === 'startswith') tokens.push(ANY)
  if (tokens.every(token => typeof token === 'string')) {
    const literal = tokens.join('')
    return value => isScalar(value) && String(value).toLowerCase() === literal
  }
  return value => isScalar(value) && globMatches(tokens, [...String(value).toLowerCase()])
}

/** A text that a value must have for the test to hold; null when none can be named. */
export function hintOf(wanted: unknown, comparison: Comparison): Hint | null {
  if (wanted === null || comparison === 're') return null
  const tokens = tokensOf(String(wanted).toLowerCase())
  const isLiteral = tokens.every(token => typeof token === 'string')
  if (isLiteral && comparison === 'equals') return { is: 'equals', text: tokens.join('') }
  const runs = tokens
    .map(token => (typeof token === 'string' ? token : '\0'))
    .join('')
    .split('\0')
  return { is: 'contains', text: runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '') }
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** A backslash escapes a wildcard or itself; before anything else it is a backslash. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const characters = [...text]
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index]!
    const next = characters[index + 1]
    if (character === '\\' && (next === '*' || next === '?' || next === '\\')) tokens.push(characters[++index]!)
    else tokens.push(character === '*' ? ANY : character === '?' ? ONE : character)
  }
  return tokens
}

/** Walks on; where it fails goes back to the last `*` alone, so that no pattern takes more than length times length. */
function globMatches(tokens: Token[], text: string[]): boolean {
  let token = 0
  let star = -1
  let resume = 0
  for (let at = 0; at < text.length;) {
    const wanted = tokens[token]
    if (wanted === ANY) {
      star = token++
      resume = at
    } else if (wanted === ONE || wanted === text[at]) {
      token++
      at++
    } else if (star >= 0) {
      token = star + 1
      at = ++resume
    } else return false
  }
  while (tokens[token] === ANY) token++
  return token === tokens.length
}
