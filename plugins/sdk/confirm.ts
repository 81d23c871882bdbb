import type { ActionInput, Confirmation } from './action.ts'
import { at } from './path.ts'
import { translate } from './translate.ts'

/** Judges the answer of a confirm read. */
export type ConfirmJudge = (answer: { status: number; body: unknown }, input?: ActionInput) => Confirmation

/** Who was asked, and about what: `the user`, `the repository`. */
interface Asked {
  vendor: string
  what: string
}

type Value = boolean | number | string

/** How the field of a thing is read from an answer. */
export interface FieldIn extends Asked {
  field: string
  /** What values mean, such as `{ 2: 'suspended' }`. */
  words?: Readonly<Record<string, string>>
  /** Path of the list where the answer lists things; the one is meant whose `id` is that of the target, or what `idOf` says. */
  list?: string
  idOf?: (input: ActionInput) => string | undefined
  /** With `list`: the value of what is not listed; without it, nothing is then told. */
  unlisted?: Value
}

/** The answer shows the thing itself, or lists it, and one field of it tells: `is` is one value, or several that all mean done. */
export function confirmField({ is, ...read }: FieldIn & { is: Value | readonly Value[] }): ConfirmJudge {
  const { vendor, what, field, words = {} } = read
  return (answer, input) => {
    if (answer.status !== 200) return { done: false, result: `${vendor} answers ${answer.status} for ${what}.` }
    const value = valueIn(answer.body, read, input)
    const wanted = [is].flat() as Value[]
    if (!wanted.some(one => typeof one === typeof value))
      return { done: null, result: `${vendor}’s answer does not tell ${field} of ${what}.` }
    const done = wanted.includes(value as Value)
    const word = translate(words, String(value))
    return { done, result: `${vendor} shows ${what} ${word ? `as ${word}` : `with ${field} ${String(value)}`}.` }
  }
}

function valueIn(body: unknown, { list, field, idOf, unlisted }: FieldIn, input: ActionInput | undefined): unknown {
  if (list === undefined) return at(body, field)
  const rows = at(body, list)
  if (!input || !Array.isArray(rows)) return undefined
  const id = idOf ? idOf(input) : input.target.externalId
  const row = rows.find(one => at(one, 'id') === id)
  return row === undefined ? unlisted : at(row, field)
}

/** The thing is to be gone: 404, or what else `gone` says. `shows` is a field that it has while it is there; an answer without tells nothing. */
export function confirmGone({
  vendor,
  what,
  gone = [404],
  shows,
}: Asked & { gone?: readonly number[]; shows?: string }): ConfirmJudge {
  return ({ status, body }) => {
    if (gone.includes(status)) return { done: true, result: `${vendor} no longer shows ${what}.` }
    if (status === 200 && shows !== undefined && at(body, shows) === undefined)
      return { done: null, result: `${vendor}’s answer does not tell of ${what}.` }
    return { done: false, result: `${vendor} still answers ${status} for ${what}.` }
  }
}

/** Where the list lies in the answer. */
interface ListIn extends Asked {
  /** Path of the list; '' when the answer is the list. */
  list: string
  /** Field of the answer that says that there are more rows than these. */
  more?: string
}

/** The answer is a list which has, or with `is: false` has not, the one that `value` names, by its `id` (a path in the row; '' when rows are texts or numbers). */
export function confirmListed({
  vendor,
  what,
  list,
  more,
  id,
  value,
  is,
}: ListIn & { id: string; value: (input: ActionInput) => string; is: boolean }): ConfirmJudge {
  return (answer, input) => {
    const rows = rowsIn(answer, list)
    if (!rows || !input) return notListed(vendor, what, answer.status)
    const isIn = rows.some(row => String(at(row, id)) === value(input))
    if (!isIn && isCut(answer, more)) return { done: null, result: `${vendor} did not list all of ${what}.` }
    return {
      done: isIn === is,
      result: `${vendor} lists ${rows.length} of ${what}; this one is ${isIn ? '' : 'not '}among them.`,
    }
  }
}

/** The answer is a list that is to be empty, such as that of somebody's sessions. */
export function confirmNone({ vendor, what, list, more }: ListIn): ConfirmJudge {
  return answer => {
    const rows = rowsIn(answer, list)
    if (!rows) return notListed(vendor, what, answer.status)
    const left = rows.length
    return {
      done: left === 0 && isCut(answer, more) ? null : left === 0,
      result: `${vendor} lists ${left}${isCut(answer, more) ? ' and more' : ''} of ${what}.`,
    }
  }
}

/** Whether the answer says that there is more. */
export const isCut = ({ body }: { body: unknown }, more: string | undefined) =>
  more !== undefined && at(body, more) != null && at(body, more) !== '' && at(body, more) !== false

function rowsIn({ status, body }: { status: number; body: unknown }, list: string): unknown[] | null {
  const rows = at(body, list)
  return status === 200 && Array.isArray(rows) ? rows : null
}

/** What is said of an answer that is no list. */
export const notListed = (vendor: string, what: string, status: number): Confirmation => ({
  done: status === 200 ? null : false,
  result: `${vendor} answers ${status} without a list of ${what}.`,
})
