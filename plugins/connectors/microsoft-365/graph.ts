import {
  confirmListed,
  pathTo,
  type ActionInput,
  type ListRequest,
  type Parent,
  type Query,
  type Thing,
} from '@casbah/sdk'

/** How every list of Graph goes on. */
export const list = { rows: 'value', page: { style: 'nextUrl', field: '@odata.nextLink' } } as const

/** A listing of what Graph lists there; path and query may be about one object of the listing that it is read for `each` of. */
export const graphList = (
  path: string | ((parent: Parent | undefined) => string),
  query: Query | ((parent: Parent | undefined) => Query) = {},
) => ({
  ...list,
  request: ({ parent }: ListRequest) => {
    const asked = typeof query === 'function' ? query(parent) : query
    return {
      path: typeof path === 'string' ? path : path(parent),
      query: asked,
      // Graph counts, and filters by what it counts, only for who says this.
      ...(asked.$count && { headers: { ConsistencyLevel: 'eventual' } }),
    }
  },
})

/** What is said of every list that is judged. */
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

/** An app as it signs in, found by its id in a list, since one that is not there is then no error. */
export const servicePrincipal = (idOf: (input: ActionInput) => string | undefined): Thing => ({
  vendor: 'Microsoft',
  what: 'the app',
  show: (input, field) => ({
    path: '/servicePrincipals',
    query: { $filter: `id eq '${idOf(input)}'`, $select: `id,${field}` },
  }),
  list: 'value',
  idOf,
  change: (input, json) => ({ method: 'PATCH', path: pathTo`/servicePrincipals/${idOf(input)}`, json }),
})

/** Whether a list no longer has one. */
export const goneFrom = (what: string, value: (input: ActionInput) => unknown) =>
  confirmListed({ ...MICROSOFT, what, list: 'value', id: 'id', value: input => String(value(input)), is: false })
