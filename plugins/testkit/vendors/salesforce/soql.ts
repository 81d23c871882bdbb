import { SoqlError } from './errors.ts'

/** A row of an object; relationships are objects within. */
export type SalesforceRow = Record<string, unknown>

/** A query, read. */
export interface Soql {
  fields: string[]
  from: string
  /** Every field that is named anywhere. */
  named: string[]
  /** Those that conditions and the order are about. */
  tested: string[]
  matches: (row: SalesforceRow) => boolean
  /** Sorts by ORDER BY. */
  compare: (a: SalesforceRow, b: SalesforceRow) => number
  limit: number
}

const DAY = 86_400_000
const TOKEN =
  /\s*('(?:[^'\\]|\\.)*'|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)|-?\d+(?:\.\d+)?|[A-Za-z_][\w.]*(?::\d+)?|[<>!]=|[=<>(),])/y

type Test = (row: SalesforceRow) => boolean
/** A value of a condition; what is a span of days is `from` to `to`, its end excluded. */
type Literal = { value: string | number | boolean | null } | { from: number; to: number }

/** Stands for every column of the object among `fields`. */
export const ALL_FIELDS = '*'
/** Rows that may be asked for with every column. */
const ALL_FIELDS_LIMIT = 200

/** Reads SELECT … FROM … WHERE … ORDER BY … LIMIT …: fields with relationships, FIELDS(ALL), AND, OR, NOT, brackets, comparisons, IN, date literals. */
export function parseSoql(text: string, now: number): Soql {
  return new Parser(tokensOf(text), now).query()
}

/** The value at a field, along relationships. */
export function fieldOf(row: SalesforceRow, field: string): unknown {
  if (!field.includes('.')) return row[field] ?? null
  return field.split('.').reduce<unknown>((here, step) => (here as SalesforceRow | null)?.[step], row) ?? null
}

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex
    const found = TOKEN.exec(text)
    if (!found) throw new SoqlError('MALFORMED_QUERY', `unexpected token at ${at}: '${text.slice(at, at + 20)}'`)
    tokens.push(found[1] as string)
  }
  return tokens
}

class Parser {
  readonly #tokens: string[]
  readonly #now: number
  readonly #named = new Set<string>()
  readonly #tested = new Set<string>()
  #at = 0

  constructor(tokens: string[], now: number) {
    this.#tokens = tokens
    this.#now = now
  }

  query(): Soql {
    this.#expect('SELECT')
    const fields = this.#list()
    this.#expect('FROM')
    const from = this.#next()
    const matches = this.#take('WHERE') ? this.#or() : () => true
    const order = this.#take('ORDER') ? this.#order() : []
    const limit = this.#take('LIMIT') ? Number(this.#next()) : Infinity
    if (this.#at < this.#tokens.length) this.#fail()
    const compare = (a: SalesforceRow, b: SalesforceRow) => {
      for (const { field, descending } of order) {
        const difference = compared(fieldOf(a, field), fieldOf(b, field)) * (descending ? -1 : 1)
        if (difference !== 0) return difference
      }
      return 0
    }
    if (fields.includes(ALL_FIELDS) && limit > ALL_FIELDS_LIMIT)
      throw new SoqlError('MALFORMED_QUERY', 'The SOQL FIELDS function must have a LIMIT of at most 200')
    return { fields, from, named: [...this.#named], tested: [...this.#tested], matches, compare, limit }
  }

  #list(): string[] {
    if (this.#take('FIELDS')) {
      for (const word of ['(', 'ALL', ')']) this.#expect(word)
      return [ALL_FIELDS]
    }
    const fields = [this.#field()]
    while (this.#take(',')) fields.push(this.#field())
    return fields
  }

  #order(): { field: string; descending: boolean }[] {
    this.#expect('BY')
    const order = []
    do {
      const field = this.#testedField()
      const descending = this.#take('DESC')
      if (!descending) this.#take('ASC')
      order.push({ field, descending })
    } while (this.#take(','))
    return order
  }

  #or(): Test {
    const tests = [this.#and()]
    while (this.#take('OR')) tests.push(this.#and())
    return row => tests.some(test => test(row))
  }

  #and(): Test {
    const tests = [this.#condition()]
    while (this.#take('AND')) tests.push(this.#condition())
    return row => tests.every(test => test(row))
  }

  #condition(): Test {
    if (this.#take('NOT')) {
      const test = this.#condition()
      return row => !test(row)
    }
    if (this.#take('(')) {
      const test = this.#or()
      this.#expect(')')
      return test
    }
    const field = this.#testedField()
    const isNot = this.#take('NOT')
    const operator = this.#next().toUpperCase()
    if (operator === 'IN') {
      this.#expect('(')
      const wanted = [this.#literal()]
      while (this.#take(',')) wanted.push(this.#literal())
      this.#expect(')')
      return row => wanted.some(literal => holds('=', fieldOf(row, field), literal)) !== isNot
    }
    if (isNot) this.#fail(-1)
    if (!['=', '!=', '<', '<=', '>', '>='].includes(operator)) this.#fail(-1)
    const literal = this.#literal()
    return row => holds(operator, fieldOf(row, field), literal)
  }

  #field(): string {
    const field = this.#next()
    if (!/^[A-Za-z_][\w.]*$/.test(field)) this.#fail(-1)
    this.#named.add(field)
    return field
  }

  #testedField(): string {
    const field = this.#field()
    this.#tested.add(field)
    return field
  }

  #literal(): Literal {
    const token = this.#next()
    if (token.startsWith("'")) return { value: token.slice(1, -1).replace(/\\(.)/g, '$1') }
    if (/^\d{4}-/.test(token)) return { value: Date.parse(token) }
    if (/^-?\d/.test(token)) return { value: Number(token) }
    const today = Math.floor(this.#now / DAY) * DAY
    const [name = '', days] = token.toUpperCase().split(':')
    const count = Number(days) * DAY
    if (name === 'TRUE' || name === 'FALSE') return { value: name === 'TRUE' }
    if (name === 'NULL') return { value: null }
    if (name === 'TODAY') return { from: today, to: today + DAY }
    if (name === 'LAST_N_DAYS' && days) return { from: today - count, to: today + DAY }
    if (name === 'NEXT_N_DAYS' && days) return { from: today + DAY, to: today + DAY + count }
    return this.#fail(-1)
  }

  #next(): string {
    const token = this.#tokens[this.#at]
    if (token === undefined) throw new SoqlError('MALFORMED_QUERY', 'unexpected end of the query')
    this.#at += 1
    return token
  }

  #take(word: string): boolean {
    if (this.#tokens[this.#at]?.toUpperCase() !== word) return false
    this.#at += 1
    return true
  }

  #expect(word: string): void {
    if (!this.#take(word)) this.#fail()
  }

  #fail(back = 0): never {
    throw new SoqlError('MALFORMED_QUERY', `unexpected token: '${this.#tokens[this.#at + back] ?? ''}'`)
  }
}

/** Nothing compares with null, apart from being it or not. */
function holds(operator: string, value: unknown, literal: Literal): boolean {
  if ('from' in literal) {
    const time = value === null ? Number.NaN : timeOf(String(value))
    const { from, to } = literal
    if (operator === '=') return time >= from && time < to
    if (operator === '!=') return !(time >= from && time < to)
    if (operator === '<') return time < from
    if (operator === '<=') return time < to
    return operator === '>' ? time >= to : time >= from
  }
  const wanted = literal.value
  const held = typeof wanted === 'number' && typeof value === 'string' ? timeOf(value) : value
  if (operator === '=') return held === wanted
  if (operator === '!=') return held !== wanted
  if (held === null || wanted === null) return false
  const difference = compared(held, wanted)
  return { '<': difference < 0, '<=': difference <= 0, '>': difference > 0, '>=': difference >= 0 }[operator] === true
}

/** Logs are asked again and again, and reading times is most of the work. */
const times = new Map<string, number>()

function timeOf(text: string): number {
  let time = times.get(text)
  if (time === undefined) {
    time = Date.parse(text)
    if (times.size > 10_000) times.clear()
    times.set(text, time)
  }
  return time
}

/** Nulls come first. */
function compared(a: unknown, b: unknown): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? -1 : 1
  return (a as string) < (b as string) ? -1 : 1
}
