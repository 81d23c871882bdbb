import type { Action, ActionInput } from './action.ts'
import { confirmField, type FieldIn } from './confirm.ts'
import type { HttpRequest } from './request.ts'

/** A thing of the vendor's, such as a user, whose fields are read and changed by one request each. */
export interface Thing extends Omit<FieldIn, 'field' | 'words'> {
  /** Shows it; `field` for vendors that show a field only to who asks for it. */
  show: (input: ActionInput, field: string) => HttpRequest
  /** Changes these fields; all others stay. */
  change: (input: ActionInput, fields: Record<string, unknown>) => HttpRequest
  /** Path of the thing in what `show` answers; the answer itself when left out. */
  at?: string
}

type Value = boolean | number | string

/** What an action is that sets one field of a thing, by its path, is confirmed by what the thing then shows, and taken back by setting it again. */
export function setField(
  { show, change, at, ...read }: Thing,
  field: string,
  { to, back }: { to: Value; back: Value },
): Pick<Action, 'request' | 'confirm' | 'undo'> {
  const steps = field.split('.')
  const set = (value: Value) => (input: ActionInput) =>
    change(input, steps.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value) as Record<string, unknown>)
  const shows = (is: Value) => confirmField({ ...read, field: at ? `${at}.${field}` : field, is })
  return {
    request: set(to),
    confirm: { request: input => show(input, steps[0] as string), judge: shows(to) },
    undo: { request: set(back), judge: shows(back) },
  }
}
