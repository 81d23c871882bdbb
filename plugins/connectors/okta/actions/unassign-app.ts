import { at, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { goneFrom } from './gone-from.ts'

const PAGE = 500
const usersOf = ({ target, parameters }: ActionInput) => ({
  path: pathTo`/api/v1/apps/${parameters.app}/users`,
  query: { q: target.email, limit: PAGE },
})
const gone = goneFrom('the users of the application', PAGE, ({ target }) => target.externalId)
const isIn = (users: unknown, { target }: ActionInput) =>
  Array.isArray(users) && users.some(user => at(user, 'id') === target.externalId)

/** Okta keeps no profile of the user in the app, so there is no way back. Whom a group gives the app keeps it: Okta then refuses. */
export const unassignApp = defineAction({
  name: 'unassign-app',
  title: 'Unassign application',
  description:
    'Takes one application from the user, and their profile in it for good. Where Okta provisions the app, the account there is deactivated, too.',
  target: 'ACCOUNT',
  effect: 'DESTRUCTIVE',
  containment: 20,
  scope: 'okta.apps.manage',
  readScopes: ['okta.apps.read'],
  input: z.object({ app: z.string().min(1).describe('Id of the application in Okta, such as 0oa1abc.') }),
  // Users of an app are found by how their names begin; who was found so before and is not afterwards is gone.
  lookup: usersOf,
  request: ({ target, parameters }) => ({
    method: 'DELETE',
    path: pathTo`/api/v1/apps/${parameters.app}/users/${target.externalId}`,
  }),
  confirm: {
    request: usersOf,
    judge: (answer, input) => {
      const told = gone(answer, input)
      const wasFound = input !== undefined && isIn(input.found?.body, input)
      return told.done && !wasFound
        ? { done: null, result: 'Okta does not find the user in the application by their address, before or after.' }
        : told
    },
  },
})
