import { pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'

const row = z.looseObject({ id: z.string().min(1), clientId: z.string().min(1) })

/** The authorisations of a person, of whom `of` says the id. Webex gives all of them at once. */
export const authorizationsOf = (of: (input: ActionInput) => string | undefined) => ({
  vendor: 'Webex',
  what: 'the person’s authorisations',
  rows: 'items',
  row,
  list: (input: ActionInput): HttpRequest => ({ path: '/authorizations', query: { personId: of(input) } }),
  remove: ({ id }: z.infer<typeof row>): HttpRequest => ({ method: 'DELETE', path: pathTo`/authorizations/${id}` }),
})

/** Of whoever let in the app that an action is on. */
export const ofGrant = authorizationsOf(({ target }) => {
  if (!target.account) throw new Error('It is not known who let this app in, so it cannot be looked up at Webex.')
  return target.account.externalId
})
