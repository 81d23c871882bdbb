import { defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { groupId } from './group-id.ts'
import { listed } from './listed.ts'

const path = ({ parameters }: ActionInput) => `/v1/Group/${encodeURIComponent(String(parameters.group))}/members`

const change = (action: 'add' | 'remove') => (input: ActionInput) => ({
  method: 'POST' as const,
  path: path(input),
  form: { action, member: input.target.externalId },
})

function judge({ status, body }: { status: number; body: unknown }, input: ActionInput | undefined, wanted: boolean) {
  const members = listed(body)
  if (!members || !input)
    return { done: status === 200 ? null : false, result: `NetDocuments answers ${status} without a list of members.` }
  const isIn = members.includes(input.target.externalId)
  return {
    done: isIn === wanted,
    result: `The group has ${members.length} members; the user is ${isIn ? '' : 'not '}among them.`,
  }
}

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
  confirm: {
    request: input => ({ path: path(input) }),
    judge: (answer, input) => judge(answer, input, false),
  },
  undo: { request: change('add'), judge: (answer, input) => judge(answer, input, true) },
})
