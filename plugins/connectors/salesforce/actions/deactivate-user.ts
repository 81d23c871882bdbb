import { defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { rowsOf, showsUser } from './records.ts'

const set = (IsActive: boolean) => (input: ActionInput) => ({
  method: 'PATCH' as const,
  path: pathTo`/sobjects/User/${input.target.externalId}`,
  json: { IsActive },
})

const isActive = (is: boolean) => showsUser('IsActive', is, { true: 'active', false: 'deactivated' })

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
  confirm: { request: rowsOf('Id, IsActive', 'User', 'Id'), judge: isActive(false) },
  undo: { request: set(true), judge: isActive(true) },
})
