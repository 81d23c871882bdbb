/** Characters of other scripts and signs that look like a Latin letter, by that letter; the visually confusable ones of Unicode TS 39. */
const LOOKS: Readonly<Record<string, string>> = {
  a: 'аɑαᴀ@4',
  b: 'ьВвƅ8',
  c: 'сϲᴄ¢',
  d: 'ԁɗ',
  e: 'еєҽɛεɘ3',
  f: 'ƒϝ',
  g: 'ɡց9',
  h: 'һհн',
  i: 'іӏιıɩlι1|!ןⅼ',
  j: 'јϳ',
  k: 'кκᴋ',
  m: 'мɱᴍ',
  n: 'пոη',
  o: 'оοσօ0ᴏө',
  p: 'рρ',
  q: 'ԛզ',
  r: 'гᴦɾ',
  s: 'ѕꜱ5$',
  t: 'тτᴛ7',
  u: 'υսц',
  v: 'ѵνᴠ',
  w: 'ԝшωᴡѡ',
  x: 'хχ×',
  y: 'уүγ',
  z: 'ᴢ2',
}
const LETTER_OF = new Map(
  Object.entries(LOOKS).flatMap(([letter, looks]) => [...looks].map(look => [look.toLowerCase(), letter] as const)),
)

const LONGEST = 200
const MOST_WORDS = 20
/** Names that are shorter look like too much. */
const SHORTEST = 4

/** A name as the eye reads it: without accents and what cannot be seen, every look-alike as the letter that it looks like. */
export function skeletonOf(name: string): string {
  const letters = [...lower(name.normalize('NFKD')).replace(/[\p{M}\p{Cf}]/gu, '')].map(
    each => LETTER_OF.get(each) ?? each,
  )
  return letters
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
}

/**
 * The name that another only looks like: `Mіcrosoft` with a Cyrillic letter, `Goog1e`, `Docu\u200bSign`. Words are compared one by one
 * and up to three together. Null when the name is really that name, or looks like none of the known.
 */
export function lookAlikeOf(name: string, known: readonly string[]): string | null {
  const words = name
    .slice(0, LONGEST)
    .split(/[\s_\-./]+/)
    .filter(Boolean)
    .slice(0, MOST_WORDS)
  const runs = words.flatMap((_, from) => [1, 2, 3].map(length => words.slice(from, from + length).join(' ')))
  const seen = new Map(runs.map(run => [run, skeletonOf(run)]))
  for (const real of known) {
    const skeleton = skeletonOf(real)
    if (skeleton.length < SHORTEST) continue
    const plain = plainOf(real)
    for (const [run, looks] of seen) if (looks === skeleton && plainOf(run) !== plain) return real
  }
  return null
}

/** Whether one word of a name is written in letters of several scripts. */
export function mixesScripts(name: string): boolean {
  return name
    .slice(0, LONGEST)
    .split(/[^\p{L}\p{M}]+/u)
    .some(
      word =>
        [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u].filter(script => script.test(word)).length >
        1,
    )
}

/** A name in lower case with letters and numbers alone: what is the same name, however it is spaced. */
function plainOf(name: string): string {
  return lower(name.normalize('NFC')).replace(/[\s_\-./,()&+'"]/g, '')
}

function lower(name: string): string {
  return name.slice(0, LONGEST).toLowerCase()
}
