import { defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { groupId } from './group-id.ts'
import { isListed } from './is-listed.ts'

const path = ({ parameters }: ActionInput) => pathTo`/v1/Group/${parameters.group}/members`

const change = (action: 'add' | 'remove') => (input: ActionInput) => ({
  method: 'POST' as const,
  path: path(input),
  form: { action, member: input.target.externalId },
})

const isMember = (is: boolean) => isListed('the members', ({ target }) => target.externalId, is)

export const removeFromGroup = defineAction({
  name: 'remove-from-group',
  title: 'Remove from group',
  description:
    'Takes a user out of one group, and so out of every cabinet and document that only this group let them into.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  scope: 'admin',
  input: z.object({ group: groupId }),
  request: change('remove'),
  confirm: { request: input => ({ path: path(input) }), judge: isMember(false) },
  undo: { request: change('add'), judge: isMember(true) },
})
