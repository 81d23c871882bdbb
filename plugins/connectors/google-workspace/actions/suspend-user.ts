import { defineAction, setField } from '@casbah/sdk'
import { user } from '../directory.ts'
import { MANAGE_USERS } from '../scopes.ts'

export const suspendUser = defineAction({
  name: 'suspend-user',
  title: 'Suspend user',
  description: 'Keeps the user from signing in and ends what is open. Mail, files and groups stay as they are.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: MANAGE_USERS,
  ...setField(user, 'suspended', { to: true, back: false }),
})
