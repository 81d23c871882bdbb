/** Any number of characters. */
export const ANY = 0
/** One character. */
export const ONE = 1
/** One of the signs that command lines take for a dash. */
export const DASH = 2

/** Part of a text that a rule looks for: characters as they are, or something that stands for others. */
export type Token = string | typeof ANY | typeof ONE | typeof DASH

export const DASHES = ['-', '/', '–', '—', '―'] as const

/** Reads `*` and `?`; a backslash makes them, and itself, plain; before anything else it is plain itself. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; at++) {
    const next = text[at + 1]
    const isEscape = text[at] === '\\' && (next === '*' || next === '?' || next === '\\')
    if (isEscape) at++
    const character = text[at]!
    push(tokens, isEscape ? character : character === '*' ? ANY : character === '?' ? ONE : character)
  }
  return tokens
}

/** Appends, keeping runs of characters together and stars single. */
export function push(tokens: Token[], token: Token): void {
  const last = tokens.at(-1)
  if (typeof token === 'string' && typeof last === 'string') tokens[tokens.length - 1] = last + token
  else if (token !== ANY || last !== ANY) tokens.push(token)
}

/** The text that is meant, when it is one only. */
export function literalOf(tokens: readonly Token[]): string | null {
  if (tokens.length === 0) return ''
  return tokens.length === 1 && typeof tokens[0] === 'string' ? tokens[0] : null
}

export type TextTest = (text: string) => boolean

let lastText = ''
let lastLower = ''

/** In lower case; the last one is remembered, for many tests ask for the same. */
export function lowerOf(text: string): string {
  if (text !== lastText) {
    lastLower = text.toLowerCase()
    lastText = text
  }
  return lastLower
}

/** Steps that one test of one text may take: about a second. */
const MOST_STEPS = 20_000_000

/** Throws when a pattern of a size may take too long on a text; the event is then not judged by it, which is counted, rather than judged by half. */
export function keepWithinSteps(size: number, text: string): void {
  if (size * text.length > MOST_STEPS)
    throw new Error(`A text of ${text.length} characters is too long for a pattern of ${size} steps.`)
}

/** Tests whole texts; without case unless `cased`. */
export function textTest(tokens: readonly Token[], cased: boolean): TextTest {
  const wanted = cased ? tokens : tokens.map(token => (typeof token === 'string' ? token.toLowerCase() : token))
  const test = exactTest(wanted)
  return cased ? test : text => test(lowerOf(text))
}

function exactTest(tokens: readonly Token[]): TextTest {
  const literal = literalOf(tokens)
  if (literal !== null) return text => text === literal
  if (tokens.some(token => token === ONE || token === DASH)) {
    const single = tokens.flatMap((token): readonly Token[] => (typeof token === 'string' ? [...token] : [token]))
    return text => globMatches(single, text)
  }
  const first = typeof tokens[0] === 'string' ? tokens[0] : ''
  const last = typeof tokens.at(-1) === 'string' ? (tokens.at(-1) as string) : ''
  const middle = tokens.slice(first ? 1 : 0, last ? -1 : undefined).filter(token => typeof token === 'string')
  if (!first && !last && middle.length === 1) {
    const [part] = middle
    return text => text.includes(part!)
  }
  return text => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false
    let at = first.length
    for (const part of middle) {
      const found = text.indexOf(part, at)
      if (found < 0) return false
      at = found + part.length
    }
    return at <= text.length - last.length
  }
}

/** Walks on; where it fails goes back to the last star alone, so that no pattern takes more than length times length. */
function globMatches(tokens: readonly Token[], text: string): boolean {
  keepWithinSteps(tokens.length, text)
  let token = 0
  let star = -1
  let resume = 0
  for (let at = 0; at < text.length;) {
    const wanted = tokens[token]
    const step = wanted === undefined || wanted === ANY ? 0 : stepOf(wanted, text, at)
    if (wanted === ANY) {
      star = token++
      resume = at
    } else if (step) {
      token++
      at += step
    } else if (star >= 0) {
      token = star + 1
      at = ++resume
    } else return false
  }
  while (tokens[token] === ANY) token++
  return token === tokens.length
}

/** How far a token reaches at a place; 0 when it does not fit there. */
function stepOf(wanted: Token, text: string, at: number): number {
  if (wanted === ONE) return text.codePointAt(at)! > 0xffff ? 2 : 1
  if (wanted === DASH) return (DASHES as readonly string[]).includes(text[at]!) ? 1 : 0
  return text.startsWith(wanted as string, at) ? (wanted as string).length : 0
}
