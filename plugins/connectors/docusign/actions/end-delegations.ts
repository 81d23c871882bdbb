import { defineAction, pathTo, removeListed } from '@casbah/sdk'
import { z } from 'zod'

export const endDelegations = defineAction({
  name: 'end-delegations',
  title: 'End what others do in the user’s name',
  description:
    'Ends the shared access by which others send, sign or manage in the name of this user. The user can give it again.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  scope: 'signature',
  ...removeListed({
    vendor: 'DocuSign',
    what: 'the authorisations that this user gave',
    list: ({ target }) => ({
      path: pathTo`/users/${target.externalId}/authorizations`,
      query: { active_only: true, count: 100 },
    }),
    rows: 'authorizations?',
    kind: ['startPosition', '0'],
    more: 'nextUri',
    row: z.looseObject({ authorizationId: z.string().min(1) }),
    remove: ({ authorizationId }, { target }) => ({
      method: 'DELETE',
      path: pathTo`/users/${target.externalId}/authorization/${authorizationId}`,
    }),
  }),
})
