import { defineAction, setField } from '@casbah/sdk'
import { user } from '../directory.ts'
import { MANAGE_USERS } from '../scopes.ts'

/** Where another provider signs users in, Google asks for no password and this changes nothing. */
export const requirePasswordChange = defineAction({
  name: 'require-password-change',
  title: 'Require a new password',
  description: 'Makes the user choose a new password at the next sign-in. Sessions that are open go on: end them too.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: MANAGE_USERS,
  ...setField(user, 'changePasswordAtNextLogin', { to: true, back: false }),
})
