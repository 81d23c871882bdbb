import type { Asked } from './asked.ts'
import { DATE_PARTS } from './date-part.ts'
import { UTF16_NAMES } from './encoding.ts'
import { SigmaRefusal } from './refusal.ts'

/** Modifiers that say where in a text. */
export const PLACES: readonly string[] = ['contains', 'startswith', 'endswith']
export const COMPARISONS: readonly string[] = ['lt', 'lte', 'gt', 'gte']
export const BASE64: readonly string[] = ['base64', 'base64offset']
const PARTS = Object.keys(DATE_PARTS)

/** What a modifier leads to, and what may stand beside it. */
const KINDS: Readonly<Record<'exists' | 'cidr' | 're' | 'fieldref' | 'number' | 'text', readonly string[]>> = {
  exists: ['exists'],
  cidr: ['cidr', 'all', 'neq', 'expand'],
  re: ['re', 'i', 'm', 's', ...PLACES, 'all', 'neq', 'expand'],
  fieldref: ['fieldref', ...PLACES, 'cased', 'all', 'neq'],
  number: [...COMPARISONS, ...PARTS, 'all', 'neq'],
  text: ['expand', 'windash', ...UTF16_NAMES, ...BASE64, ...PLACES, 'cased', 'all', 'neq'],
}
export type Kind = keyof typeof KINDS

/** All modifiers of Sigma 2.1. */
export const MODIFIERS: readonly string[] = [...new Set(Object.values(KINDS).flat())]

/** Which modifiers lead to a kind; without any of these it is text. */
const LED_TO_BY: readonly [Kind, readonly string[]][] = [
  ['exists', ['exists']],
  ['cidr', ['cidr']],
  ['re', ['re', 'i', 'm', 's']],
  ['fieldref', ['fieldref']],
  ['number', [...COMPARISONS, ...PARTS]],
]

/** Of each of these at most one. */
const EXCLUSIVE = [PLACES, COMPARISONS, PARTS, BASE64, UTF16_NAMES]

/** What the modifiers of a field lead to; refuses those that do not go together. */
export function kindOf({ field, modifiers, line }: Asked): Kind {
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
  const kind = LED_TO_BY.find(([, names]) => modifiers.some(modifier => names.includes(modifier)))?.[0] ?? 'text'
  const stranger = modifiers.find(modifier => !KINDS[kind].includes(modifier))
  if (stranger)
    refuse(
      `The modifier ${stranger} of ${named} does not go with ${modifiers.filter(each => each !== stranger).join(', ')}. Leave one out.`,
    )
  if (kind === 're' && !modifiers.includes('re'))
    refuse(`The modifiers i, m and s are for regular expressions. Write ${field}|re|…`)
  const place = modifiers.findIndex(modifier => PLACES.includes(modifier))
  const encoder = modifiers.findLastIndex(modifier => [...UTF16_NAMES, ...BASE64].includes(modifier))
  if (kind === 'text' && place >= 0 && place < encoder)
    refuse(
      `${modifiers[encoder]} of ${named} comes after ${modifiers[place]}, which it would encode too. Put ${modifiers[place]} last.`,
    )
  return kind
}
