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
  ({ status, body }: { status: number; body: unknown }): Confirmation => {
    const shown = at(body, flag)
    if (status !== 200) return { done: false, result: `Google answers ${status} for the user.` }
    if (typeof shown !== 'boolean') return { done: null, result: `Google’s answer does not tell ${flag} of the user.` }
    return { done: shown === wanted, result: `Google shows ${flag} as ${String(shown)}.` }
  }
