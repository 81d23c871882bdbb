import { RE2JS } from 're2js'

type Scalar = string | number | boolean

/** What a judgement may cost, and what it came by. */
export class Sight {
  private left = MOST_STEPS
  private readonly paths = new Map<string, { value: unknown; known: boolean }>()

  /** Takes what a comparison costs; throws when a judgement costs too much. */
  spend(steps: number): void {
    this.left -= steps
    if (this.left < 0) throw new TooDear()
  }

  /** What was found at a path, and whether that told anything. The last row that it is asked of counts. */
  note(path: string, value: unknown, known: boolean): void {
    this.paths.set(path, { value, known })
  }

  /** What was found, by path. */
  get found(): [string, unknown][] {
    return [...this.paths].map(([path, { value }]) => [path, value])
  }

  /** The first path that told nothing. */
  get blind(): string | undefined {
    return [...this.paths].find(([, { known }]) => !known)?.[0]
  }

  forget(): void {
    this.paths.clear()
  }
}

/** Some tenths of a second. */
const MOST_STEPS = 5_000_000

/** A judgement would take too long. */
export class TooDear extends Error {}

/** Compares what was found; undefined where nothing was. Null when that tells nothing. */
type Compare = (found: unknown, sight: Sight) => boolean | null

const LONGEST = 500
const LONGEST_PATTERN = 200
const MOST_VALUES = 100
/** The largest program that RE2 may make of a pattern. */
const LARGEST = 1_000
/** Stands where the host has taken a secret out; what it was is not known. */
const BLANK = '[secret]'

/** By name: what each makes of the value that a rule gives, or a sentence on what is wrong with that. */
export const OPERATORS: Record<string, (value: unknown) => Compare | string> = {
  eq: value => (isScalar(value) ? same(value) : ONE_VALUE),
  ne: value => (isScalar(value) ? opposite(same(value)) : ONE_VALUE),
  in: value => (isScalars(value) ? oneOf(value) : VALUES),
  notIn: value => (isScalars(value) ? opposite(oneOf(value)) : VALUES),
  lt: value => number(value, (found, than) => found < than),
  lte: value => number(value, (found, than) => found <= than),
  gt: value => number(value, (found, than) => found > than),
  gte: value => number(value, (found, than) => found >= than),
  exists: (value = true) =>
    typeof value === 'boolean' ? found => (found !== undefined) === value : 'Give true, or false for what must not be.',
  contains: value => (isScalar(value) ? contains(value) : ONE_VALUE),
  startsWith: value => text(value, (found, beginning) => found.startsWith(beginning)),
  endsWith: value => text(value, (found, ending) => found.endsWith(ending)),
  matches: pattern,
}

const ONE_VALUE = `Give a text of at most ${LONGEST} characters, a number, true or false. What is not set is asked by \`exists\`.`
const VALUES = `Give a list of 1 to ${MOST_VALUES} texts of at most ${LONGEST} characters, numbers, true or false.`

function isScalar(value: unknown): value is Scalar {
  if (typeof value === 'string') return value.length <= LONGEST
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
}

function isScalars(value: unknown): value is Scalar[] {
  return Array.isArray(value) && value.length > 0 && value.length <= MOST_VALUES && value.every(isScalar)
}

/** What is of another kind than expected was not understood, so it tells nothing: neither that it is equal nor that it is not. */
const same =
  (value: Scalar): Compare =>
  (found, sight) => {
    sight.spend(1)
    if (typeof found !== typeof value || isBlanked(found)) return null
    return found === value
  }

const oneOf =
  (values: readonly Scalar[]): Compare =>
  (found, sight) => {
    sight.spend(values.length)
    if (isBlanked(found) || !values.some(value => typeof value === typeof found)) return null
    return values.some(value => value === found)
  }

const opposite =
  (compare: Compare): Compare =>
  (found, sight) => {
    const holds = compare(found, sight)
    return holds === null ? null : !holds
  }

function number(value: unknown, holds: (found: number, than: number) => boolean): Compare | string {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'Give a number.'
  return (found, sight) => {
    sight.spend(1)
    return typeof found === 'number' ? holds(found, value) : null
  }
}

function text(value: unknown, holds: (found: string, value: string) => boolean): Compare | string {
  if (typeof value !== 'string' || !value || value.length > LONGEST) return `Give a text of 1 to ${LONGEST} characters.`
  return (found, sight) => {
    if (typeof found !== 'string' || isBlanked(found)) return null
    sight.spend(1 + found.length / 100)
    return holds(found, value)
  }
}

/** A text holds another, a list one of its rows. */
function contains(value: Scalar): Compare {
  return (found, sight) => {
    if (typeof found === 'string') {
      sight.spend(1 + found.length / 100)
      return isBlanked(found) || typeof value !== 'string' ? null : found.includes(value)
    }
    if (!Array.isArray(found)) return null
    sight.spend(1 + found.length)
    if (found.includes(value)) return true
    return found.every(each => typeof each === typeof value && !isBlanked(each)) ? false : null
  }
}

function pattern(value: unknown): Compare | string {
  if (typeof value !== 'string' || !value || value.length > LONGEST_PATTERN)
    return `Give a pattern of 1 to ${LONGEST_PATTERN} characters.`
  let compiled: RE2JS
  try {
    compiled = RE2JS.compile(value)
  } catch (error) {
    return `This pattern cannot be used: ${(error as Error).message}. The syntax is RE2's, which has no look-around and no back references.`
  }
  const size = compiled.programSize()
  if (size > LARGEST) return 'This pattern repeats so much that it would take too long. Repeat less.'
  return (found, sight) => {
    if (typeof found !== 'string' || isBlanked(found)) return null
    sight.spend(size * (1 + found.length))
    return compiled.matcher(found).find()
  }
}

function isBlanked(found: unknown): boolean {
  return typeof found === 'string' && found.includes(BLANK)
}
