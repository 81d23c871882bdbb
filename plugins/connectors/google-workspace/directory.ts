import { pathTo, type ActionInput, type ListRequest, type Query, type Thing } from '@casbah/sdk'

export const DIRECTORY = '/admin/directory/v1'
const OWN = { customer: 'my_customer' }

/** How Google's lists go on. */
export const NEXT = { style: 'bodyCursor', field: 'nextPageToken' } as const

/** How a list of the directory's is read and goes on; Google leaves an empty one out. */
export const directoryList = (name: string, request: (ask: ListRequest) => { path: string; query?: Query }) => ({
  request: (ask: ListRequest) => {
    const { path, query } = request(ask)
    return { path: DIRECTORY + path, query: { ...query, pageToken: ask.cursor } }
  },
  rows: `${name}?`,
  page: NEXT,
})

/** A listing of the whole customer's users or groups. */
export const ofCustomer = (name: 'users' | 'groups', query: (ask: ListRequest) => Query) =>
  directoryList(name, ask => ({ path: `/${name}`, query: { ...OWN, ...query(ask) } }))

/** Address of the user that an action is on. */
export const userPath = ({ target }: Pick<ActionInput, 'target'>) => DIRECTORY + pathTo`/users/${target.externalId}`

export const user: Thing = {
  vendor: 'Google',
  what: 'the user',
  show: input => ({ path: userPath(input), query: { projection: 'full' } }),
  change: (input, json) => ({ method: 'PUT', path: userPath(input), json }),
}
