import { defineAction, pathTo } from '@casbah/sdk'
import { z } from 'zod'

/**
 * All that a user owns goes into one new folder of the other: the only transfer that Box offers. There is no way back, and no list that would confirm it:
 * for somebody inactive, who is the usual case, nobody can look. Its 200 comes when it is done.
 */
export const transferContent = defineAction({
  name: 'transfer-content',
  title: 'Transfer ownership of all content',
  description:
    'Gives everything that the user owns to another user, in a folder named after the old owner. Collaborators and links stay. It tells nobody by mail.',
  target: 'ACCOUNT',
  effect: 'DESTRUCTIVE',
  // It closes nothing: whoever could open the files still can.
  containment: 10,
  scope: 'manage_managed_users',
  input: z.object({ to: z.string().regex(/^\d+$/).describe('User ID of the new owner, digits alone.') }),
  request: ({ target, parameters }) => ({
    method: 'PUT',
    path: pathTo`/users/${target.externalId}/folders/0`,
    query: { notify: false },
    json: { owned_by: { id: parameters.to } },
  }),
})
