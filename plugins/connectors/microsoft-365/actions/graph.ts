import { confirmListed, pathTo, type ActionInput, type Thing } from '@casbah/sdk'

export const MICROSOFT = { vendor: 'Microsoft', more: '@odata.nextLink' }

/** Address of the user that an action is on. */
export const userPath = ({ target }: Pick<ActionInput, 'target'>) => pathTo`/users/${target.externalId}`

/** Graph gives some fields only when they are asked for. */
export const user: Thing = {
  vendor: 'Microsoft',
  what: 'the user',
  show: (input, field) => ({ path: userPath(input), query: { $select: `id,${field}` } }),
  change: (input, json) => ({ method: 'PATCH', path: userPath(input), json }),
}

/** Whether a list no longer has one. */
export const goneFrom = (what: string, value: (input: ActionInput) => unknown) =>
  confirmListed({ ...MICROSOFT, what, list: 'value', id: 'id', value: input => String(value(input)), is: false })
