import { confirmField, pathTo, type ActionInput, type HttpRequest, type Thing } from '@casbah/sdk'

export const userPath = ({ target }: ActionInput) => pathTo`/api/v2/users/${target.externalId}`

/** Changes these fields of the user; all others stay. */
export const change = (input: ActionInput, user: Record<string, unknown>): HttpRequest => ({
  method: 'PUT',
  path: userPath(input),
  json: { user },
})

export const show = (input: ActionInput): HttpRequest => ({ path: userPath(input) })

/** Whether a field of the user is now so. */
export const userHas = (field: string, is: boolean | string) =>
  confirmField({ vendor: 'Zendesk', what: 'the user', field: `user.${field}`, is })

export const user: Thing = { vendor: 'Zendesk', what: 'the user', show, change, at: 'user' }
