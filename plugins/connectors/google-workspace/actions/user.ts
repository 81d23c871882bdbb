import { confirmField, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'

/** Address of the user that an action is on. */
export const userPath = ({ target }: Pick<ActionInput, 'target'>) =>
  pathTo`/admin/directory/v1/users/${target.externalId}`

/** Changes these fields of the user; all others stay. */
export const change = (input: ActionInput, fields: Record<string, unknown>): HttpRequest => ({
  method: 'PUT',
  path: userPath(input),
  json: fields,
})

export const show = (input: ActionInput): HttpRequest => ({ path: userPath(input), query: { projection: 'full' } })

/** Whether a flag of the user is now so. */
export const flagIs = (field: string, is: boolean) => confirmField({ vendor: 'Google', what: 'the user', field, is })
