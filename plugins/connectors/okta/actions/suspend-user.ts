import { defineAction } from '@casbah/sdk'
import { lifecycle, show, statusIs } from './user.ts'

/** Only active users can be suspended; Okta answers 400 for any other. */
export const suspendUser = defineAction({
  name: 'suspend-user',
  title: 'Suspend user',
  description: 'Keeps the user from signing in. Groups, applications and factors stay as they are.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'okta.users.manage',
  request: input => lifecycle(input, 'suspend'),
  confirm: { request: show, judge: statusIs('SUSPENDED') },
  undo: { request: input => lifecycle(input, 'unsuspend'), judge: statusIs('ACTIVE') },
})
