import { confirmListed, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'

const path = ({ parameters }: ActionInput) => pathTo`/pubapi/v2/groups/${parameters.group}`

const change = (operation: 'add' | 'delete') => (input: ActionInput) => ({
  method: 'PATCH' as const,
  path: path(input),
  json: { members: [{ value: Number(input.target.externalId), operation }] },
})

const isMember = (is: boolean) =>
  confirmListed({
    vendor: 'Egnyte',
    what: 'the members',
    list: 'members',
    id: 'value',
    value: ({ target }) => target.externalId,
    is,
  })

export const removeFromGroup = defineAction({
  name: 'remove-from-group',
  title: 'Remove from group',
  description: 'Takes a user out of one group, and so out of every folder that only this group let them into.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  containment: 20,
  scope: 'Egnyte.group',
  input: z.object({ group: z.string().min(1).describe('ID of the group.') }),
  request: change('delete'),
  confirm: { request: input => ({ path: path(input) }), judge: isMember(false) },
  undo: { request: change('add'), judge: isMember(true) },
})
