import { defineAction, pathTo } from '@casbah/sdk'
import { z } from 'zod'
import { goneFrom, userPath } from '../graph.ts'

/** Without `$ref` at its end the same address would delete the user. */
export const removeGroupMember = defineAction({
  name: 'remove-group-member',
  title: 'Remove from group',
  description:
    'Takes the user out of one group, and so all that the group may open. Groups whose members a rule chooses, or that are kept on the premises, refuse it.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  scope: 'GroupMember.ReadWrite.All',
  readScopes: ['GroupMember.Read.All'],
  input: z.object({ group: z.string().min(1).describe('Object ID of the group.') }),
  request: ({ target, parameters }) => ({
    method: 'DELETE',
    path: `${pathTo`/groups/${parameters.group}/members/${target.externalId}`}/$ref`,
  }),
  answers: [404],
  confirm: {
    request: input => ({ path: `${userPath(input)}/memberOf`, query: { $select: 'id', $top: 999 } }),
    judge: goneFrom('the groups and roles of this user', ({ parameters }) => parameters.group),
  },
})
