import { confirmField, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { query, quoted } from '../soql.ts'
import { foundIn } from './records.ts'

const ofUser = ({ target }: ActionInput) =>
  query(`SELECT Id, IsFrozen FROM UserLogin WHERE UserId = ${quoted(target.externalId)}`)

const set = (IsFrozen: boolean) => (input: ActionInput) =>
  foundIn(input, 'Id').map(id => ({
    method: 'PATCH' as const,
    path: pathTo`/sobjects/UserLogin/${id}`,
    json: { IsFrozen },
  }))

const isFrozen = (is: boolean) =>
  confirmField({ vendor: 'Salesforce', what: 'the user', field: 'records.0.IsFrozen', is })

/** At once, and where deactivating is refused because others depend on the user. The flag is not the user's own but that of his record of sign-in. */
export const freezeUser = defineAction({
  name: 'freeze-user',
  title: 'Freeze user',
  description: 'Keeps the user from signing in. Sessions that are open go on until they are ended.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'Manage Users',
  input: z.object({}),
  lookup: ofUser,
  request: set(true),
  confirm: { request: ofUser, judge: isFrozen(true) },
  undo: { request: set(false), judge: isFrozen(false) },
})
