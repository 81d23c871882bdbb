import { confirmField, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'

/** Address of the user that an action is on. */
export const userPath = ({ target }: Pick<ActionInput, 'target'>) => pathTo`/users/${target.externalId}`

export const change = (input: ActionInput, fields: Record<string, unknown>): HttpRequest => ({
  method: 'PATCH',
  path: userPath(input),
  json: fields,
})

/** Graph gives these fields only when they are asked for. */
export const show =
  (...fields: string[]) =>
  (input: ActionInput): HttpRequest => ({ path: userPath(input), query: { $select: ['id', ...fields].join(',') } })

export const fieldIs = (field: string, is: boolean) =>
  confirmField({ vendor: 'Microsoft', what: 'the user', field, is })
