import { DASH, DASHES, literalOf, push, type Token } from './text.ts'

/** Texts as their bytes in UTF-16, a character for each byte, as logs show them. */
const UTF16: Readonly<Record<string, (text: string) => Buffer>> = {
  utf16le: text => Buffer.from(text, 'utf16le'),
  wide: text => Buffer.from(text, 'utf16le'),
  utf16be: text => Buffer.from(text, 'utf16le').swap16(),
  utf16: text => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
}

export const UTF16_NAMES: readonly string[] = Object.keys(UTF16)

/** A text on its way through encodings. */
export interface Encoded {
  tokens: readonly Token[]
  /** Whether each character is a byte already. */
  bytes: boolean
}

/** Turns a text into UTF-16; what stands between wildcards for itself. */
export function toUtf16(name: string, { tokens }: Encoded): Encoded {
  const made: Token[] = []
  tokens.forEach((token, at) => {
    if (typeof token !== 'string') return push(made, token)
    // A byte order mark stands at the beginning alone.
    const encode = at > 0 && name === 'utf16' ? UTF16.utf16le! : UTF16[name]!
    push(made, encode(token).toString('latin1'))
  })
  return { tokens: made, bytes: true }
}

/** Why a text cannot be written in Base64; null when it can. */
export function base64Problem({ tokens }: Encoded): string | null {
  if (literalOf(tokens) === null)
    return 'a text with wildcards has no one encoding. Escape them with a backslash, or leave the encoding out'
  return tokens.length ? null : 'there is nothing to encode. Give a text'
}

export function toBase64(encoded: Encoded): Encoded {
  return { tokens: [bytesOf(encoded).toString('base64')], bytes: false }
}

/** What stays the same of a text's Base64 wherever in a longer one it stands: three variants. */
export function toBase64Offsets(encoded: Encoded): Encoded[] {
  const bytes = bytesOf(encoded)
  return [0, 1, 2].map(shift => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes])
    const text = shifted.toString('base64').replace(/=+$/, '')
    // The first characters mix with what stands before, the last with what comes after.
    const from = [0, 2, 3][shift]!
    const to = Math.floor((shifted.length * 8) / 6)
    return { tokens: [text.slice(from, to)].filter(Boolean), bytes: false }
  })
}

function bytesOf({ tokens, bytes }: Encoded): Buffer {
  return Buffer.from(literalOf(tokens)!, bytes ? 'latin1' : 'utf8')
}

/** Marks dashes and slashes before words as what command lines take for either. */
export function toAnyDash({ tokens, bytes }: Encoded): Encoded {
  const made: Token[] = []
  tokens.forEach(token => {
    if (typeof token !== 'string') return push(made, token)
    const characters = [...token]
    characters.forEach((character, at) => {
      const isDash = (DASHES as readonly string[]).includes(character)
      const isBeforeWord = !/\w/.test(characters[at - 1] ?? '') && /\w/.test(characters[at + 1] ?? '')
      push(made, isDash && isBeforeWord ? DASH : character)
    })
  })
  return { tokens: made, bytes }
}

/** All texts that one with such marks means; null when they are over 3,125. */
export function withoutDashes({ tokens, bytes }: Encoded): Encoded[] | null {
  let made: Token[][] = [[]]
  for (const token of tokens) {
    const choices = token === DASH ? DASHES : [token]
    if (made.length * choices.length > 5 ** 5) return null
    made = made.flatMap(start =>
      choices.map(choice => {
        const next = [...start]
        push(next, choice)
        return next
      }),
    )
  }
  return made.map(each => ({ tokens: each, bytes }))
}
