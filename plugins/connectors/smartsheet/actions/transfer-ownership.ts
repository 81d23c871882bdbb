import { confirmListed, defineAction, pathTo } from '@casbah/sdk'
import { z } from 'zod'

/** The only transfer that the API has comes with the removal of the old owner. There is no way back. */
export const transferOwnership = defineAction({
  name: 'transfer-ownership',
  title: 'Remove user and transfer ownership',
  description:
    'Removes the user from the organisation and from all that was shared with them, and gives all that they own to another. On a plan by the User Subscription Model the user stays with the plan until removed there, too.',
  target: 'ACCOUNT',
  effect: 'DESTRUCTIVE',
  scope: 'ADMIN_USERS',
  input: z.object({
    to: z.string().regex(/^\d+$/).describe('ID of the new owner, digits alone; of groups it must be a group admin.'),
  }),
  request: ({ target, parameters }) => ({
    method: 'DELETE',
    path: pathTo`/users/${target.externalId}`,
    query: { transferTo: String(parameters.to), transferSheets: true, removeFromSharing: true },
  }),
  confirm: {
    request: ({ target }) => {
      if (!target.email)
        throw new Error('The address of the user is not known. Look in Admin Center → User Management.')
      return { path: '/users', query: { email: target.email, page: 1, pageSize: 100 } }
    },
    judge: confirmListed({
      vendor: 'Smartsheet',
      what: 'the users with this address',
      list: 'data',
      id: 'id',
      value: ({ target }) => target.externalId,
      is: false,
    }),
  },
})
