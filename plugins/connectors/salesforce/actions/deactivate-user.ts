import { confirmField, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { query, quoted } from '../soql.ts'

const set = (IsActive: boolean) => (input: ActionInput) => ({
  method: 'PATCH' as const,
  path: pathTo`/sobjects/User/${input.target.externalId}`,
  json: { IsActive },
})

const isActive = (is: boolean) =>
  confirmField({ vendor: 'Salesforce', what: 'the user', field: 'records.0.IsActive', is })

/** Refused while others depend on the user, such as by default ownership: then freeze first. */
export const deactivateUser = defineAction({
  name: 'deactivate-user',
  title: 'Deactivate user',
  description:
    'Ends the user’s access and frees the licence. Membership of teams may be lost, even when the user is activated again. Salesforce refuses it for default owners: freeze them.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  containment: 40,
  scope: 'Manage Users',
  input: z.object({}),
  request: set(false),
  confirm: {
    request: ({ target }) => query(`SELECT Id, IsActive FROM User WHERE Id = ${quoted(target.externalId)}`),
    judge: isActive(false),
  },
  undo: { request: set(true), judge: isActive(true) },
})
