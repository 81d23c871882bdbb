import { defineAction, setField } from '@casbah/sdk'
import { user } from './user.ts'

/** Zendesk refuses it for the owner of the account. */
export const suspendUser = defineAction({
  name: 'suspend-user',
  title: 'Suspend user',
  description:
    'Keeps the user from signing in, and turns away what they send. Role, groups and tickets stay as they are.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'write',
  ...setField(user, 'suspended', { to: true, back: false }),
})
