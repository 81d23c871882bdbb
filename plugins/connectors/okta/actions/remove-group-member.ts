import { confirmListed, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { pathOf } from './user.ts'

const membership = ({ target, parameters }: ActionInput) =>
  pathTo`/api/v1/groups/${parameters.group}/users/${target.externalId}`

const isMember = (is: boolean) =>
  confirmListed({
    vendor: 'Okta',
    what: 'the groups of the user',
    list: '',
    id: 'id',
    value: ({ parameters }) => String(parameters.group),
    is,
  })

/** Okta refuses groups that a directory or an app fills. */
export const removeGroupMember = defineAction({
  name: 'remove-group-member',
  title: 'Remove from group',
  description:
    'Takes the user out of one group, and with it the applications and roles that the group gives. A group rule may put the user back.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  scope: 'okta.groups.manage',
  input: z.object({ group: z.string().min(1).describe('Id of the group, as the inventory has it.') }),
  request: input => ({ method: 'DELETE', path: membership(input) }),
  confirm: { request: input => ({ path: `${pathOf(input)}/groups` }), judge: isMember(false) },
  undo: { request: input => ({ method: 'PUT', path: membership(input) }), judge: isMember(true) },
})
