import { defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { foundIn, rowsOf, showsUser } from './records.ts'

const ofUser = rowsOf('Id, IsFrozen', 'UserLogin', 'UserId')
const set = (IsFrozen: boolean) => (input: ActionInput) =>
  foundIn(input, 'Id').map(id => ({
    method: 'PATCH' as const,
    path: pathTo`/sobjects/UserLogin/${id}`,
    json: { IsFrozen },
  }))
const isFrozen = (is: boolean) => showsUser('IsFrozen', is, { true: 'frozen', false: 'not frozen' })
const freeze = { request: set(true), judge: isFrozen(true) }
const unfreeze = { request: set(false), judge: isFrozen(false) }
const shared = { target: 'ACCOUNT', effect: 'REVERSIBLE', scope: 'Manage Users', input: z.object({}) } as const

/** At once, and where deactivating is refused because others depend on the user. The flag is not the user's own but that of his record of sign-in. */
export const freezeUser = defineAction({
  name: 'freeze-user',
  title: 'Freeze user',
  description: 'Keeps the user from signing in. Sessions that are open go on until they are ended.',
  ...shared,
  lookup: ofUser,
  request: freeze.request,
  confirm: { request: ofUser, judge: freeze.judge },
  undo: unfreeze,
})

export const unfreezeUser = defineAction({
  name: 'unfreeze-user',
  title: 'Unfreeze user',
  description: 'Lets a frozen user sign in again, whoever froze them.',
  ...shared,
  containment: 0,
  lookup: ofUser,
  request: unfreeze.request,
  confirm: { request: ofUser, judge: unfreeze.judge },
  undo: freeze,
})
