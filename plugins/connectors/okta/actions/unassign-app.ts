import { confirmListed, defineAction, pathTo } from '@casbah/sdk'
import { z } from 'zod'

/** Whom a group gives the app keeps it: Okta then refuses. */
export const unassignApp = defineAction({
  name: 'unassign-app',
  title: 'Unassign application',
  description:
    'Takes one application from the user. Where the app is provisioned by Okta, its account is deactivated or deleted with it.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  scope: 'okta.apps.manage',
  readScopes: ['okta.apps.read'],
  input: z.object({ app: z.string().min(1).describe('Id of the application in Okta.') }),
  request: ({ target, parameters }) => ({
    method: 'DELETE',
    path: pathTo`/api/v1/apps/${parameters.app}/users/${target.externalId}`,
  }),
  confirm: {
    request: ({ target, parameters }) => ({
      path: pathTo`/api/v1/apps/${parameters.app}/users`,
      query: { q: target.email, limit: 500 },
    }),
    judge: confirmListed({
      vendor: 'Okta',
      what: 'the users of the application',
      list: '',
      id: 'id',
      value: ({ target }) => target.externalId,
      is: false,
    }),
  },
})
