import { confirmListed, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'

const path = ({ parameters }: ActionInput) => pathTo`/groups/${parameters.group}`

const isMember = (is: boolean) =>
  confirmListed({
    vendor: 'Smartsheet',
    what: 'the members',
    list: 'members',
    id: 'id',
    value: ({ target }) => target.externalId,
    is,
  })

export const removeFromGroup = defineAction({
  name: 'remove-from-group',
  title: 'Remove from group',
  description:
    'Takes a user out of one group, and so out of everything that only this group let them into. With many shares that takes Smartsheet some minutes.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  containment: 20,
  scope: 'ADMIN_USERS',
  input: z.object({ group: z.string().regex(/^\d+$/).describe('ID of the group, digits alone.') }),
  request: input => ({ method: 'DELETE', path: path(input) + pathTo`/members/${input.target.externalId}` }),
  answers: [404],
  confirm: { request: input => ({ path: path(input) }), judge: isMember(false) },
  undo: {
    request: input => {
      const { email } = input.target
      if (!email) throw new Error('The address of the user is not known. Add the user to the group in Smartsheet.')
      return { method: 'POST', path: `${path(input)}/members`, json: [{ email }] }
    },
    judge: isMember(true),
  },
})
