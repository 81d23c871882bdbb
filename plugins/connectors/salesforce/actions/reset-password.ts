import { defineAction, pathTo } from '@casbah/sdk'
import { z } from 'zod'

/** Salesforce answers with the new password, which nobody gets to see: the user sets his own by "Forgot Your Password". */
export const resetPassword = defineAction({
  name: 'reset-password',
  title: 'Reset password',
  description:
    'Replaces the password by one that nobody knows. The user chooses a new one by *Forgot Your Password*; sign-in by single sign-on goes on.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  scope: 'Manage Users',
  input: z.object({}),
  request: ({ target }) => ({
    method: 'DELETE',
    path: pathTo`/sobjects/User/${target.externalId}/password`,
  }),
  secrets: ['NewPassword'],
})
