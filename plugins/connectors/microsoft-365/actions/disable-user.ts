import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { change, fieldIs, show } from './user.ts'

/** Access tokens that are out go on for an hour or so: revoke the sessions besides. Of users that are synchronised, the directory on the premises wins. */
export const disableUser = defineAction({
  name: 'disable-user',
  title: 'Disable user',
  description:
    'Keeps the user from signing in. What is open goes on for up to an hour: revoke sessions too. A user who is synchronised from the premises has to be disabled there.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'User.EnableDisableAccount.All',
  input: z.object({}),
  request: input => change(input, { accountEnabled: false }),
  confirm: { request: show('accountEnabled'), judge: fieldIs('accountEnabled', false) },
  undo: { request: input => change(input, { accountEnabled: true }), judge: fieldIs('accountEnabled', true) },
})
