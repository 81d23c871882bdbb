import { defineAction, setField } from '@casbah/sdk'
import { user } from '../graph.ts'

/** Access tokens that are out go on for an hour or so: revoke the sessions besides. Of users that are synchronised, the directory on the premises wins. */
export const disableUser = defineAction({
  name: 'disable-user',
  title: 'Disable user',
  description:
    'Keeps the user from signing in. What is open goes on for up to an hour: revoke sessions too. A user who is synchronised from the premises has to be disabled there.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'User.EnableDisableAccount.All',
  ...setField(user, 'accountEnabled', { to: false, back: true }),
})
