import { z } from 'zod'
import type { Action, ActionInput } from './action.ts'
import { isCut, notListed, type ConfirmJudge } from './confirm.ts'
import { at } from './path.ts'
import type { HttpRequest } from './request.ts'

/** An action sends a hundred requests at most. */
const MOST = 100

/** Rows of a list that are meant. */
export interface Selection<Row> {
  vendor: string
  /** What the list is of, in the plural: `the rules of this inbox`. */
  what: string
  /** Path of the rows, '' when the answer is the list; with `?` behind it the vendor leaves an empty list out, where `kind` tells that it is one. */
  rows: string
  /** Field that an answer has only when it is such a list, and its value. */
  kind?: readonly [field: string, value: string]
  /** Field of the answer that says that there are more rows than these. */
  more?: string
  row: z.ZodType<Row>
  /** Which rows; all when left out. */
  meant?: (row: Row, input: ActionInput) => boolean
}

/** What is removed from a list, and how. */
export interface Removal<Row> extends Selection<Row> {
  list: (input: ActionInput) => HttpRequest
  /** The request that removes one; null for what can only be removed elsewhere, of which `elsewhere` says where. */
  remove: (row: Row, input: ActionInput) => HttpRequest | null
  elsewhere?: string
  /** What is sent before them, whether or not there are any. */
  first?: (input: ActionInput) => HttpRequest[]
}

type Answer = { status: number; body: unknown }

/** The rows that are meant; null where the answer is no such list. */
export function meantIn<Row>(
  answer: Answer | undefined,
  { rows, kind, row, meant = () => true }: Selection<Row>,
  input: ActionInput,
): Row[] | null {
  if (answer?.status !== 200) return null
  const listed = at(answer.body, rows.replace(/\?$/, ''))
  const isEmpty = listed === undefined && rows.endsWith('?') && (!kind || at(answer.body, kind[0]) === kind[1])
  const parsed = z.array(row).safeParse(isEmpty ? [] : listed)
  return parsed.success ? parsed.data.filter(one => meant(one, input)) : null
}

/** Judges by a list that none is left in it of what is meant. */
export function confirmRemoved<Row>(
  selection: Selection<Row> & Partial<Pick<Removal<Row>, 'remove' | 'elsewhere'>>,
): ConfirmJudge {
  const { vendor, what, more, remove, elsewhere } = selection
  return (answer, input) => {
    const rows = input && meantIn(answer, selection, input)
    if (!rows) return notListed(vendor, what, answer.status)
    if (rows.length === 0 && isCut(answer, more))
      return { done: null, result: `${vendor} did not list all of ${what}.` }
    const fixed = remove ? rows.filter(row => !remove(row, input)).length : 0
    const where = fixed > 0 && elsewhere ? `, ${fixed} of them ${elsewhere}` : ''
    return { done: rows.length === 0, result: `${vendor} lists ${rows.length} of ${what} that are meant${where}.` }
  }
}

/**
 * What an action is that looks a list up and removes each row of it that is meant. Throws where the vendor did not list them: that there is nothing to do would
 * be a guess.
 */
export function removals<Row>(removal: Removal<Row>): Pick<Action, 'lookup' | 'request' | 'answers'> {
  const { vendor, what, list, first = () => [], remove } = removal
  return {
    lookup: list,
    request: input => {
      const rows = meantIn(input.found, removal, input)
      if (!rows) throw new Error(`${vendor} did not list ${what}, so none can be removed.`)
      return [...first(input), ...rows.flatMap(row => remove(row, input) ?? [])].slice(0, MOST)
    },
    // One that is gone by itself meanwhile.
    answers: [404],
  }
}

/** The same, confirmed when none of what is meant is left in the list. */
export const removeListed = <Row>(
  removal: Removal<Row>,
): ReturnType<typeof removals> & Required<Pick<Action, 'confirm'>> => ({
  ...removals(removal),
  confirm: { request: removal.list, judge: confirmRemoved(removal) },
})
