import { confirmListed, defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { query, quoted } from '../soql.ts'
import { removeFound } from './records.ts'

const rights = ({ target, parameters }: ActionInput) =>
  `AssigneeId = ${quoted(target.externalId)} AND PermissionSetId = ${quoted(String(parameters.permissionSet))}`
const assignments = (input: ActionInput) =>
  query(`SELECT Id, PermissionSetId FROM PermissionSetAssignment WHERE ${rights(input)} LIMIT 100`)
const holds = (is: boolean) =>
  confirmListed({
    vendor: 'Salesforce',
    what: 'the user’s assignments of this permission set',
    list: 'records',
    id: 'PermissionSetId',
    value: ({ parameters }) => String(parameters.permissionSet),
    is,
  })

export const removePermissionSet = defineAction({
  name: 'remove-permission-set',
  title: 'Remove permission set',
  description:
    'Takes one permission set from the user, and with it the rights that it gives. What the profile or another set gives stays.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  containment: 20,
  scope: 'Assign Permission Sets',
  readScopes: ['View Setup and Configuration'],
  input: z.object({
    permissionSet: z
      .string()
      .regex(/^0PS\w{12}(\w{3})?$/, { error: 'Give the id of the permission set, such as 0PS000000000020AAA.' })
      .describe('Id of the permission set, as the inventory has it.'),
  }),
  lookup: assignments,
  request: removeFound('PermissionSetAssignment'),
  answers: [404],
  confirm: { request: assignments, judge: holds(false) },
  undo: {
    request: ({ target, parameters }) => ({
      method: 'POST',
      path: '/sobjects/PermissionSetAssignment',
      json: { AssigneeId: target.externalId, PermissionSetId: parameters.permissionSet },
    }),
    judge: holds(true),
  },
})
