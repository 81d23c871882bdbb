interface Version {
  parts: [number, number, number]
  /** Words after the hyphen; empty for a release. */
  pre: string
}

const VERSION = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/
const COMPARATOR = /^(\^|~|>=|<=|>|<|=)?\s*v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:-([0-9A-Za-z.-]+))?$/

/** Whether a text is an exact semantic version. */
export function isVersion(text: string): boolean {
  return VERSION.test(text)
}

/**
 * Whether a version lies in a range as package.json has them: `^1.2.0`, `~1.2`, `1.x`, `>=1 <2`, `1.0.0 || ^2`. Null when
 * the range cannot be read. A pre-release lies only in ranges that name it.
 */
export function satisfies(version: string, range: string): boolean | null {
  const given = parse(version)
  if (!given) return null
  let within = false
  for (const one of range.split('||')) {
    const words = one
      .trim()
      .replace(/(\^|~|>=|<=|>|<|=)\s+/g, '$1')
      .split(/\s+/)
      .filter(Boolean)
    const holds = words.map(word => compare(given, word))
    if (holds.includes(null)) return null
    within ||= holds.every(Boolean)
  }
  return within
}

function parse(text: string): Version | null {
  const found = VERSION.exec(text)
  return found && { parts: [Number(found[1]), Number(found[2]), Number(found[3])], pre: found[4] ?? '' }
}

function compare(given: Version, word: string): boolean | null {
  const found = COMPARATOR.exec(word)
  if (!found) return null
  const [, sign = '', ...named] = found
  const numbers = named.slice(0, 3).map(part => (part === undefined || /[xX*]/.test(part) ? null : Number(part)))
  const [major, minor, patch] = numbers as [number | null, number | null, number | null]
  if (major === null) return given.pre === ''
  const low: Version = { parts: [major, minor ?? 0, patch ?? 0], pre: named[3] ?? '' }
  if (given.pre !== '' && (low.pre === '' || order(given.parts, low.parts) !== 0)) return false
  // The first version beyond what the word leaves open.
  const next = (index: number): Version => ({
    parts: low.parts.map((part, at) => (at < index ? part : at === index ? part + 1 : 0)) as Version['parts'],
    pre: '',
  })
  const open = minor === null ? 0 : patch === null ? 1 : null
  const firstKept = low.parts.findIndex(part => part > 0)
  switch (sign) {
    case '^':
      return between(given, low, next(firstKept < 0 ? (open ?? 2) : Math.min(firstKept, open ?? 2)))
    case '~':
      return between(given, low, next(minor === null ? 0 : 1))
    case '>=':
      return against(given, low) >= 0
    case '<':
      return against(given, low) < 0
    case '>':
      return open === null ? against(given, low) > 0 : against(given, next(open)) >= 0
    case '<=':
      return open === null ? against(given, low) <= 0 : against(given, next(open)) < 0
    default:
      return open === null ? against(given, low) === 0 : between(given, low, next(open))
  }
}

const between = (given: Version, low: Version, high: Version) => against(given, low) >= 0 && against(given, high) < 0

function against(one: Version, other: Version): number {
  const parts = order(one.parts, other.parts)
  if (parts !== 0 || one.pre === other.pre) return parts
  if (one.pre === '' || other.pre === '') return one.pre === '' ? 1 : -1
  return one.pre.localeCompare(other.pre, 'en', { numeric: true })
}

const order = (one: readonly number[], other: readonly number[]) =>
  one.reduce((found, part, at) => found || part - (other[at] as number), 0)
