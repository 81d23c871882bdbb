import { at, defineAction, type ActionInput, type Confirmation } from '@casbah/sdk'
import { z } from 'zod'
import { query, quoted } from '../soql.ts'
import { hasRows, onlyRecord } from './records.ts'

const set = (IsActive: boolean) => (input: ActionInput) => ({
  method: 'PATCH' as const,
  path: `/sobjects/User/${encodeURIComponent(input.target.externalId)}`,
  json: { IsActive },
})

const isActive =
  (wanted: boolean) =>
  (answer: { status: number; body: unknown }): Confirmation => {
    if (!hasRows(answer)) return { done: null, result: 'Salesforce’s answer does not tell of the user.' }
    const active = at(onlyRecord(answer), 'IsActive')
    const state = active === true ? 'active' : active === false ? 'not active' : 'not there'
    return { done: active === wanted, result: `Salesforce shows the user as ${state}.` }
  }

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
