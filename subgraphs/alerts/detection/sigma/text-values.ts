import type { Asked, Reading, Wanted } from './asked.ts'
import {
  base64Problem,
  toAnyDash,
  toBase64,
  toBase64Offsets,
  toUtf16,
  UTF16_NAMES,
  withoutDashes,
  type Encoded,
} from './encoding.ts'
import { patternMatcher, regexMatcher, type TextMatcher } from './matcher.ts'
import { BASE64 } from './modifier-kind.ts'
import { expand } from './placeholders.ts'
import { SigmaRefusal } from './refusal.ts'
import { ANY, DASH, push, tokensOf, type Token } from './text.ts'

/** Makes what tests texts for the values of a rule, with its modifiers applied. */
export function matchersOf(
  asked: Asked,
  kind: 're' | 'text',
  values: readonly Wanted[],
  reading: Reading,
): TextMatcher[] {
  const { modifiers } = asked
  if (kind === 'text') {
    const cased = modifiers.includes('cased')
    return textsOf(asked, values, reading).flatMap(text =>
      transformed(asked, tokensOf(text)).map(tokens => patternMatcher(tokens, cased)),
    )
  }
  const flags = {
    ignoreCase: modifiers.includes('i'),
    multiline: modifiers.includes('m'),
    dotAll: modifiers.includes('s'),
  }
  return textsOf(asked, values, reading).map(text => {
    try {
      return regexMatcher(placed(text, modifiers), flags)
    } catch (error) {
      throw new SigmaRefusal(
        asked.line,
        `The regular expression of ${asked.field || 'a keyword'} cannot be used: ${(error as Error).message}. Expressions run in RE2, which knows no look-around and no back-references.`,
      )
    }
  })
}

/** An expression is looked for anywhere, unless it is told where. */
function placed(expression: string, modifiers: readonly string[]): string {
  if (modifiers.includes('startswith')) return `\\A(?:${expression})`
  return modifiers.includes('endswith') ? `(?:${expression})\\z` : expression
}

/** Values as texts, with placeholders filled in. */
export function textsOf(
  { field, modifiers, line }: Asked,
  values: readonly Wanted[],
  { placeholders }: Reading,
): string[] {
  return values.flatMap(value => {
    if (!modifiers.includes('expand')) return [String(value)]
    try {
      return expand(String(value), placeholders)
    } catch (error) {
      throw new SigmaRefusal(line, `${field || 'A keyword'} cannot be expanded: ${(error as Error).message}.`)
    }
  })
}

/** Applies what changes a text, in the order in which it is written. */
function transformed({ field, modifiers, line }: Asked, tokens: Token[]): (readonly Token[])[] {
  const refuse = (modifier: string, reason: string): never => {
    throw new SigmaRefusal(line, `${field || 'A keyword'}|${modifier} cannot be used: ${reason}.`)
  }
  let texts: Encoded[] = [{ tokens, bytes: false }]
  for (const modifier of modifiers) {
    if (modifier === 'windash') texts = texts.map(toAnyDash)
    if (UTF16_NAMES.includes(modifier) || BASE64.includes(modifier))
      texts = texts.flatMap(each =>
        each.tokens.includes(DASH)
          ? (withoutDashes(each) ?? refuse(modifier, 'it has too many dashes to write them all'))
          : [each],
      )
    if (UTF16_NAMES.includes(modifier)) texts = texts.map(each => toUtf16(modifier, each))
    if (BASE64.includes(modifier)) {
      const problem = texts.map(base64Problem).find(each => each !== null)
      if (problem) refuse(modifier, problem)
      texts = modifier === 'base64' ? texts.map(toBase64) : texts.flatMap(toBase64Offsets)
      if (texts.some(each => each.tokens.length === 0))
        refuse(modifier, 'the text is too short to be told in another. Give a longer one')
    }
  }
  const [ahead, behind] = [modifiers.includes('endswith'), modifiers.includes('startswith')]
  const around = modifiers.includes('contains')
  return texts.map(each => {
    const made: Token[] = around || ahead ? [ANY] : []
    for (const token of each.tokens) push(made, token)
    if (around || behind) push(made, ANY)
    return made
  })
}
