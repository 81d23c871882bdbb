import { at, type ActionInput, type Confirmation, type HttpRequest } from '@casbah/sdk'

/** Address of the user that an action is on. */
export const userPath = ({ target }: Pick<ActionInput, 'target'>) =>
  `/admin/directory/v1/users/${encodeURIComponent(target.externalId)}`

/** Changes these fields of the user; all others stay. */
export const change = (input: ActionInput, fields: Record<string, unknown>): HttpRequest => ({
  method: 'PUT',
  path: userPath(input),
  json: fields,
})

export const show = (input: ActionInput): HttpRequest => ({ path: userPath(input), query: { projection: 'full' } })

/** Whether a flag of the user is now so. */
export const flagIs =
  (flag: string, wanted: boolean) =>
  (answer: { status: number; body: unknown }): Confirmation => ({
    done: answer.status === 200 && at(answer.body, flag) === wanted,
    result: `Google shows ${flag} as ${String(at(answer.body, flag))}.`,
  })
