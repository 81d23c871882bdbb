/** Texts that stand in one place of an expression: what is certain of it, and whether it is that text and nothing else. */
interface Part {
  /** At least one of these is in every text that the part matches; null when nothing is certain. */
  oneOf: readonly string[] | null
  /** Set when it matches this text alone. */
  exact: string | null
}

/** Alternatives that are worth being looked for one by one. */
const MOST = 32

/**
 * Texts in lower case of which every text that an expression finds has at least one; null when none can be named. What is not
 * understood says nothing, so that nothing is ever missed.
 */
export function literalsOf(expression: string, ignoreCase: boolean): readonly string[] | null {
  try {
    const reader = new Reader(expression, ignoreCase)
    const { oneOf } = reader.alternatives(0)
    return reader.isAtEnd && oneOf && oneOf.length <= MOST ? oneOf.map(text => text.toLowerCase()) : null
  } catch (error) {
    if (error instanceof NotUnderstood) return null
    throw error
  }
}

class NotUnderstood extends Error {}

const NOTHING: Part = { oneOf: null, exact: null }
const EMPTY: Part = { oneOf: null, exact: '' }

class Reader {
  private readonly text: string
  private readonly ignoreCase: boolean
  private at = 0

  constructor(text: string, ignoreCase: boolean) {
    this.text = text
    this.ignoreCase = ignoreCase
  }

  get isAtEnd(): boolean {
    return this.at === this.text.length
  }

  alternatives(depth: number): Part {
    if (depth > 50) throw new NotUnderstood()
    const branches = [this.sequence(depth)]
    while (this.text[this.at] === '|') {
      this.at++
      branches.push(this.sequence(depth))
    }
    if (branches.length === 1) return branches[0]!
    const texts = branches.flatMap(({ oneOf }) => oneOf ?? [])
    return branches.every(({ oneOf }) => oneOf !== null) ? { oneOf: texts, exact: null } : NOTHING
  }

  /** The most telling of what follows one another; neighbours that match one text each are one text. */
  private sequence(depth: number): Part {
    let best: readonly string[] | null = null
    let run = ''
    let isExact = true
    const consider = (texts: readonly string[] | null) => {
      if (texts && texts.length && (!best || shortest(texts) > shortest(best))) best = texts
    }
    while (!this.isAtEnd && this.text[this.at] !== '|' && this.text[this.at] !== ')') {
      const { oneOf, exact } = this.repeated(depth)
      if (exact !== null) {
        run += exact
        continue
      }
      isExact = false
      if (run) consider([run])
      run = ''
      consider(oneOf)
    }
    if (isExact) return run ? { oneOf: [run], exact: run } : EMPTY
    if (run) consider([run])
    return { oneOf: best, exact: null }
  }

  private repeated(depth: number): Part {
    let part = this.atom(depth)
    for (;;) {
      const rest = this.text.slice(this.at, this.at + 16)
      const found = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(rest)
      if (!found) return part
      this.at += found[0].length
      if (this.text[this.at] === '?') this.at++
      const atLeastOnce = found[0] === '+' || /^\{0*[1-9]/.test(found[0])
      part = atLeastOnce ? { oneOf: part.oneOf, exact: null } : NOTHING
    }
  }

  private atom(depth: number): Part {
    const character = this.text[this.at]!
    if (character === '(') return this.group(depth)
    if (character === '[') return this.characterClass()
    if (character === '\\') return this.escape()
    this.at++
    return '.^$'.includes(character) ? NOTHING : this.plain(character)
  }

  private group(depth: number): Part {
    const opening = /^\((?:\?(?::|P?<\w+>))?/.exec(this.text.slice(this.at, this.at + 64))![0]
    this.at += opening.length
    // Flags, and what RE2 does not know.
    if (this.text[this.at] === '?') throw new NotUnderstood()
    const inner = this.alternatives(depth + 1)
    if (this.text[this.at] !== ')') throw new NotUnderstood()
    this.at++
    return inner
  }

  private characterClass(): Part {
    this.at++
    if (this.text[this.at] === '^') this.at++
    if (this.text[this.at] === ']') this.at++
    while (this.text[this.at] !== ']') {
      if (this.isAtEnd) throw new NotUnderstood()
      if (this.text.startsWith('[:', this.at)) {
        const end = this.text.indexOf(':]', this.at)
        if (end < 0) throw new NotUnderstood()
        this.at = end + 2
      } else this.at += this.text[this.at] === '\\' ? 2 : 1
    }
    this.at++
    return NOTHING
  }

  private escape(): Part {
    const next = this.text[this.at + 1]
    if (next === undefined) throw new NotUnderstood()
    this.at += 2
    if (!/\w/.test(next)) return this.plain(next)
    if (/[dDsSwWbBAz]/.test(next)) return NOTHING
    // Quoted spans, code points and classes by name are read by RE2 alone.
    throw new NotUnderstood()
  }

  /** Beyond ASCII, and for s without case, letters fold in ways that lower case does not tell. */
  private plain(character: string): Part {
    const isCertain = character <= '\x7f' && !(this.ignoreCase && /s/i.test(character))
    return isCertain ? { oneOf: [character], exact: character } : NOTHING
  }
}

function shortest(texts: readonly string[]): number {
  return Math.min(...texts.map(text => text.length))
}
