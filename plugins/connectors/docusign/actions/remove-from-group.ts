import { confirmListed, defineAction, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'
import { numberOf, showUser } from '../user.ts'

const change =
  (method: 'DELETE' | 'PUT') =>
  ({ target, parameters }: ActionInput): HttpRequest => ({
    method,
    path: pathTo`/groups/${parameters.group}/users`,
    json: { users: [{ userId: target.externalId }] },
  })

const isIn = (is: boolean) =>
  confirmListed({
    vendor: 'DocuSign',
    what: 'the groups of this user',
    list: 'groupList',
    id: 'groupId',
    value: ({ parameters }) => String(parameters.group),
    is,
  })

export const removeFromGroup = defineAction({
  name: 'remove-from-group',
  title: 'Remove from group',
  description: 'Takes the user out of one group, and so out of the templates and folders that are shared with it.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  containment: 20,
  scope: 'signature',
  input: z.object({ group: numberOf('group', 'as the list of groups has it') }),
  request: change('DELETE'),
  confirm: { request: showUser, judge: isIn(false) },
  undo: { request: change('PUT'), judge: isIn(true) },
})
