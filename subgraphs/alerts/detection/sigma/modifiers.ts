import { testPath, type Path } from '../predicate/path.ts'
import type { FieldTest, KeywordTest, Predicate } from '../predicate/predicate.ts'
import { addressOf, isWithin, networkOf } from './cidr.ts'
import { DATE_PARTS, dateOf } from './date-part.ts'
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
import { anyOf, patternMatcher, regexMatcher, type TextMatcher } from './matcher.ts'
import { expand, type Placeholders } from './placeholders.ts'
import { SigmaRefusal } from './refusal.ts'
import { ANY, DASH, push, tokensOf, type Token } from './text.ts'
import { valueText } from './value-text.ts'

/** A value as a rule has it. */
export type Wanted = string | number | boolean | null

/** A field, or the whole event, with what is asked of it. */
export interface Asked {
  /** As the author wrote it; empty for keywords. */
  field: string
  modifiers: readonly string[]
  values: readonly Wanted[]
  line: number
}

/** What reading needs to know of its rule. */
export interface Reading {
  pathsOf: (field: string) => readonly Path[]
  placeholders: Placeholders
}

const PLACES = ['contains', 'startswith', 'endswith']
const COMPARISONS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  lt: (value, limit) => value < limit,
  lte: (value, limit) => value <= limit,
  gt: (value, limit) => value > limit,
  gte: (value, limit) => value >= limit,
}
const BASE64 = ['base64', 'base64offset']
const PARTS = Object.keys(DATE_PARTS)

/** What a modifier leads to, and what may stand beside it. */
const KINDS: Readonly<Record<'exists' | 'cidr' | 're' | 'fieldref' | 'number' | 'text', readonly string[]>> = {
  exists: ['exists'],
  cidr: ['cidr', 'all', 'neq', 'expand'],
  re: ['re', 'i', 'm', 's', ...PLACES, 'all', 'neq', 'expand'],
  fieldref: ['fieldref', ...PLACES, 'cased', 'all', 'neq'],
  number: [...Object.keys(COMPARISONS), ...PARTS, 'all', 'neq'],
  text: ['expand', 'windash', ...UTF16_NAMES, ...BASE64, ...PLACES, 'cased', 'all', 'neq'],
}
type Kind = keyof typeof KINDS

/** All modifiers of Sigma 2.1. */
export const MODIFIERS: readonly string[] = [...new Set(Object.values(KINDS).flat())]

/** Of each of these at most one. */
const EXCLUSIVE = [PLACES, Object.keys(COMPARISONS), PARTS, BASE64, UTF16_NAMES]

/** Makes the test of a field, or of all texts of the event when no field is named. */
export function askedPredicate(asked: Asked, reading: Reading): Predicate {
  const kind = kindOf(asked)
  if (!asked.field) return keywords(asked, kind, reading)
  const test = fieldTest(asked, kind, reading)
  const of: Predicate = asked.modifiers.includes('all')
    ? { is: 'all', of: asked.values.map(value => test([value])) }
    : test(asked.values)
  // Different means that the whole comparison fails: so also where the field is not there.
  return asked.modifiers.includes('neq') ? { is: 'not', of } : of
}

function kindOf({ field, modifiers, line }: Asked): Kind {
  const refuse = (reason: string): never => {
    throw new SigmaRefusal(line, reason)
  }
  const named = field || 'a keyword'
  for (const modifier of modifiers) {
    if (!MODIFIERS.includes(modifier))
      refuse(`The modifier ${modifier} of ${named} is not one of Sigma 2.1. These are: ${MODIFIERS.join(', ')}.`)
    if (modifiers.indexOf(modifier) !== modifiers.lastIndexOf(modifier))
      refuse(`${named} has the modifier ${modifier} twice. Keep one.`)
  }
  for (const group of EXCLUSIVE) {
    const both = modifiers.filter(modifier => group.includes(modifier))
    if (both.length > 1) refuse(`${named} has modifiers that exclude each other: ${both.join(', ')}. Keep one.`)
  }
  const has = (names: readonly string[]) => modifiers.some(modifier => names.includes(modifier))
  const kind: Kind = has(['exists'])
    ? 'exists'
    : has(['cidr'])
      ? 'cidr'
      : has(['re', 'i', 'm', 's'])
        ? 're'
        : has(['fieldref'])
          ? 'fieldref'
          : has([...Object.keys(COMPARISONS), ...PARTS])
            ? 'number'
            : 'text'
  const stranger = modifiers.find(modifier => !KINDS[kind].includes(modifier))
  if (stranger)
    refuse(
      `The modifier ${stranger} of ${named} does not go with ${modifiers.filter(each => each !== stranger).join(', ')}. Leave one out.`,
    )
  if (kind === 're' && !modifiers.includes('re'))
    refuse(`The modifiers i, m and s are for regular expressions. Write ${field}|re|…`)
  const place = modifiers.findIndex(modifier => PLACES.includes(modifier))
  const encoder = modifiers.findLastIndex(modifier => [...UTF16_NAMES, ...BASE64, 'windash'].includes(modifier))
  if (kind === 'text' && place >= 0 && place < encoder)
    refuse(
      `${modifiers[encoder]} of ${named} comes after ${modifiers[place]}, which it would encode too. Put ${modifiers[place]} last.`,
    )
  return kind
}

type MakeTest = (values: readonly Wanted[]) => FieldTest

function fieldTest(asked: Asked, kind: Kind, reading: Reading): MakeTest {
  const { field, modifiers, line } = asked
  const paths = reading.pathsOf(field)
  const operator = modifiers.filter(modifier => modifier !== 'all' && modifier !== 'neq').join('|') || 'in'
  const make = (values: readonly Wanted[], parts: Partial<FieldTest>): FieldTest => ({
    is: 'field',
    field,
    paths,
    operator,
    expected: values.length === 1 ? values[0] : values,
    test: () => false,
    absent: false,
    hints: null,
    ...parts,
  })
  switch (kind) {
    case 'exists':
      return values => {
        const [wanted] = values
        if (values.length !== 1 || typeof wanted !== 'boolean')
          throw new SigmaRefusal(line, `${field}|exists takes true or false, without quotes.`)
        return make(values, { presence: wanted })
      }
    case 'cidr':
      return values => {
        const networks = textsOf(asked, values, reading).map(text => {
          const network = networkOf(text)
          if (network) return network
          throw new SigmaRefusal(
            line,
            `${field}|cidr takes networks such as 10.0.0.0/8 or 2001:db8::/32; "${text}" is none.`,
          )
        })
        const test = (value: unknown) => {
          const address = typeof value === 'string' ? addressOf(value) : null
          return address !== null && networks.some(network => isWithin(network, address))
        }
        return make(values, { test })
      }
    case 'number':
      return values => make(values, { test: numberTest(asked, values) })
    case 'fieldref':
      return values => make(values, { test: referenceTest(asked, values, reading) })
    case 're':
    case 'text':
      return values => {
        const { test, hints } = anyOf(
          matchersOf(
            asked,
            kind,
            values.filter(value => value !== null),
            reading,
          ),
        )
        return make(values, {
          absent: values.includes(null),
          test: value => {
            const text = valueText(value)
            return text !== null && test(text)
          },
          hints,
        })
      }
  }
}

function keywords(asked: Asked, kind: Kind, reading: Reading): Predicate {
  const { modifiers, values, line } = asked
  if (kind !== 'text' && kind !== 're')
    throw new SigmaRefusal(
      line,
      `The modifier ${modifiers.find(each => each !== 'all')} needs a field. Write the field's name before it.`,
    )
  if (modifiers.includes('neq'))
    throw new SigmaRefusal(line, 'Keywords have no neq. Put "not" before the selection in the condition.')
  // A keyword is looked for anywhere, unless it is told where.
  const anywhere = kind === 're' || modifiers.some(modifier => PLACES.includes(modifier))
  const asKeyword = anywhere ? asked : { ...asked, modifiers: [...modifiers, 'contains'] }
  const test = (wanted: readonly Wanted[]): KeywordTest => {
    if (wanted.some(value => value === null || value === ''))
      throw new SigmaRefusal(line, 'A keyword is empty: it would be in every event. Write what is to be looked for.')
    return {
      is: 'keyword',
      operator: modifiers.filter(modifier => modifier !== 'all').join('|') || 'contains',
      expected: wanted.length === 1 ? wanted[0] : wanted,
      ...anyOf(matchersOf(asKeyword, kind, wanted, reading)),
    }
  }
  return modifiers.includes('all') ? { is: 'all', of: values.map(value => test([value])) } : test(values)
}

function matchersOf(asked: Asked, kind: 're' | 'text', values: readonly Wanted[], reading: Reading): TextMatcher[] {
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

function textsOf({ field, modifiers, line }: Asked, values: readonly Wanted[], { placeholders }: Reading): string[] {
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

function numberTest({ field, modifiers, line }: Asked, values: readonly Wanted[]): FieldTest['test'] {
  const part = PARTS.find(name => modifiers.includes(name))
  const comparison = Object.keys(COMPARISONS).find(name => modifiers.includes(name))
  const compare = comparison ? COMPARISONS[comparison]! : (value: number, wanted: number) => value === wanted
  const limits = values.map(value => {
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new SigmaRefusal(
        line,
        `${field}|${modifiers.join('|')} takes numbers, without quotes; ${JSON.stringify(value)} is none.`,
      )
    const range = part ? DATE_PARTS[part]! : null
    if (range && !(Number.isInteger(value) && value >= range.least && value <= range.most))
      throw new SigmaRefusal(
        line,
        `${field}|${part} takes whole numbers from ${range.least} to ${range.most}; ${value} is none.`,
      )
    return value
  })
  return value => {
    const date = part ? dateOf(value) : null
    const number = part ? date && DATE_PARTS[part]!.of(date) : numberOf(value)
    return number !== null && limits.some(limit => compare(number, limit))
  }
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i.test(value)
    ? Number(value)
    : null
}

/** Values of the other field that are compared, at most: partial comparison takes each with each. */
const COMPARED = 100

function referenceTest(
  { field, modifiers, line }: Asked,
  values: readonly Wanted[],
  { pathsOf }: Reading,
): FieldTest['test'] {
  const paths = values.flatMap(value => {
    if (typeof value !== 'string' || !value)
      throw new SigmaRefusal(line, `${field}|fieldref takes the name of another field.`)
    return pathsOf(value)
  })
  const place = PLACES.find(name => modifiers.includes(name))
  const written = (text: string) => (modifiers.includes('cased') ? text : text.toLowerCase())
  const known = new WeakMap<object, Set<string>>()
  const othersOf = (root: unknown): Set<string> => {
    const found = typeof root === 'object' && root !== null ? known.get(root) : undefined
    if (found) return found
    const texts = new Set<string>()
    for (const path of paths)
      testPath(root, path, value => {
        const text = valueText(value)
        if (text !== null) texts.add(written(text))
        return place !== undefined && texts.size >= COMPARED
      })
    if (typeof root === 'object' && root !== null) known.set(root, texts)
    return texts
  }
  return (value, root) => {
    const text = valueText(value)
    if (text === null) return false
    const mine = written(text)
    const others = othersOf(root)
    if (!place) return others.has(mine)
    for (const other of others)
      if (
        place === 'contains'
          ? mine.includes(other)
          : place === 'startswith'
            ? mine.startsWith(other)
            : mine.endsWith(other)
      )
        return true
    return false
  }
}
