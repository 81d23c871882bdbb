import { pathTo, type Thing } from '@casbah/sdk'

/** The user that an action is on. */
export const user: Thing = {
  vendor: 'Box',
  what: 'the user',
  show: ({ target }, field) => ({ path: pathTo`/users/${target.externalId}`, query: { fields: field } }),
  change: ({ target }, json) => ({ method: 'PUT', path: pathTo`/users/${target.externalId}`, json }),
}
