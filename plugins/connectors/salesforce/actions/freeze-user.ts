import { at, defineAction, type ActionInput, type Confirmation } from '@casbah/sdk'
import { z } from 'zod'
import { query, quoted } from '../soql.ts'
import { foundIn, hasRows, onlyRecord } from './records.ts'

const ofUser = ({ target }: ActionInput) =>
  query(`SELECT Id, IsFrozen FROM UserLogin WHERE UserId = ${quoted(target.externalId)}`)

const set = (IsFrozen: boolean) => (input: ActionInput) =>
  foundIn(input, 'Id').map(id => ({ method: 'PATCH' as const, path: `/sobjects/UserLogin/${id}`, json: { IsFrozen } }))

const isFrozen =
  (wanted: boolean) =>
  (answer: { status: number; body: unknown }): Confirmation => {
    if (!hasRows(answer)) return { done: null, result: 'Salesforce’s answer does not tell of the user.' }
    const frozen = at(onlyRecord(answer), 'IsFrozen')
    const state = frozen === true ? 'frozen' : frozen === false ? 'not frozen' : 'without a record of sign-in'
    return { done: frozen === wanted, result: `Salesforce shows the user as ${state}.` }
  }

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
