import { at } from '@casbah/sdk'

/** The members of a list in a parsed XML answer, where one member comes alone and none comes as empty text. */
export function listOf(list: unknown, element = 'member'): unknown[] {
  const members = at(list, element)
  return members === undefined ? [] : Array.isArray(members) ? members : [members]
}

/** Whether a switch is on, be it parsed or text. */
export const isTrue = (value: unknown): boolean => value === true || value === 'true'
