import { defineAction } from '@casbah/sdk'
import { lifecycle, show, statusIs } from './user.ts'

/** No way back: who is activated again has lost apps, factors and password, and begins with a link by mail. */
export const deactivateUser = defineAction({
  name: 'deactivate-user',
  title: 'Deactivate user',
  description:
    'Ends the account: applications, factors and the password are gone for good, and connected apps may delete their accounts. Suspend where somebody may come back.',
  target: 'ACCOUNT',
  effect: 'DESTRUCTIVE',
  scope: 'okta.users.manage',
  request: input => lifecycle(input, 'deactivate'),
  confirm: { request: show, judge: statusIs('DEPROVISIONED') },
})
