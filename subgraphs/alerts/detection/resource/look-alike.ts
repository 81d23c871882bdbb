import { KNOWN_APPS, KNOWN_VENDORS } from './known-names.ts'

/** Letters of other scripts, and signs, that look like Latin ones. Capitals are told apart first: a capital eta looks like H, a small one like n. */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  ...pairs('АВЕЅІЈКМНОРСТХУ', 'abesijkmhopctxy'),
  ...pairs('авеѕіјкмнорстхуԁһӏԛԝгп', 'abesijkmhopctxydhlqwrn'),
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'abezhikmnoptyx'),
  ...pairs('αβεικνορτυχωγηγσ', 'abeikvoptuxwynyo'),
  ...pairs('0135$@|ıɡɑʟ', 'olessaligal'),
}

function pairs(from: string, to: string): Record<string, string> {
  const letters = [...to]
  return Object.fromEntries([...from].map((letter, index) => [letter, letters[index]!]))
}

/** Longest name that is looked at; longer ones imitate nobody's. */
const LONGEST = 200
/** Words shorter than this have too many neighbours that are words of their own. */
const SHORTEST_NEAR = 7

interface Known {
  name: string
  plain: string
  shape: string
}

const APPS: readonly Known[] = KNOWN_APPS.map(known)
const VENDORS: readonly Known[] = KNOWN_VENDORS.map(known)
const PLAIN: ReadonlySet<string> = new Set([...APPS, ...VENDORS].map(each => each.plain))

function known(name: string): Known {
  const plain = wordsOf(name).join('')
  return { name, plain, shape: shapeOf(plain) }
}

/**
 * The known app or vendor that a name imitates without being it: by letters that look alike, or by one slip in a longer word; null when none.
 */
export function lookAlikeOf(name: string): string | null {
  if (name.length > LONGEST) return null
  const words = wordsOf(name)
  const whole = words.join('')
  if (!whole || PLAIN.has(whole)) return null
  const shape = shapeOf(whole)
  for (const each of APPS) if (each.shape === shape) return each.name
  for (const word of words) {
    if (PLAIN.has(word)) continue
    const shapeOfWord = shapeOf(word)
    for (const each of VENDORS) {
      if (each.shape === shapeOfWord) return each.name
      // A plural or possessive names the vendor plainly.
      if (each.plain.length >= SHORTEST_NEAR && word !== `${each.plain}s` && isNear(each.shape, shapeOfWord))
        return each.name
    }
  }
  return null
}

/** Words of a name in small letters. Signs that stand for letters belong to the word. */
function wordsOf(name: string): string[] {
  return (
    name
      .normalize('NFC')
      .replaceAll(/\p{Cf}/gu, '')
      .match(/[\p{L}\p{M}\p{N}$@|]+/gu)
      ?.map(word => (isLatin(word) ? word.toLowerCase() : word)) ?? []
  )
}

function isLatin(word: string): boolean {
  return /^[\p{Script=Latin}\p{N}$@|]+$/u.test(word)
}

/** How a word looks: what cannot be told apart at a glance is the same. */
function shapeOf(word: string): string {
  const letters = [...word.normalize('NFKD').replaceAll(/\p{M}/gu, '')].map(
    letter => LOOKS_LIKE[letter] ?? letter.toLowerCase(),
  )
  return letters.join('').replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('i', 'l')
}

/** Whether two different words are one letter more, less or other apart, or two neighbours swapped. */
function isNear(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  const rest = (text: string, from: number) => text.slice(from)
  if (a.length === b.length)
    return (
      rest(a, start + 1) === rest(b, start + 1) ||
      (a[start] === b[start + 1] && a[start + 1] === b[start] && rest(a, start + 2) === rest(b, start + 2))
    )
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return rest(short, start) === rest(long, start + 1)
}
