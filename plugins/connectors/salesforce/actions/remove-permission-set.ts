import { confirmListed, defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { query, quoted } from '../soql.ts'
import { removeFound } from './records.ts'

const assignments = ({ target, parameters }: ActionInput) =>
  query(
    `SELECT Id, PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = ${quoted(target.externalId)} AND PermissionSetId = ${quoted(String(parameters.permissionSet))} LIMIT 100`,
  )
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
  input: z.object({ permissionSet: z.string().min(1).describe('Id of the permission set, as the inventory has it.') }),
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
