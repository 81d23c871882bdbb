import { defineAction, setField } from '@casbah/sdk'
import { user } from './user.ts'

export const deactivateUser = defineAction({
  name: 'deactivate-user',
  title: 'Deactivate user',
  description:
    'Makes the user inactive: no sign-in, and no use of tokens. Content and collaborations stay. Taken back, the user is fully active.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'manage_managed_users',
  ...setField(user, 'status', { to: 'inactive', back: 'active' }),
})
