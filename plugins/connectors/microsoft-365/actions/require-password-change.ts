import { defineAction, setField } from '@casbah/sdk'
import { user } from '../graph.ts'

/** Where another provider signs users in, Entra asks for no password and this changes nothing. */
export const requirePasswordChange = defineAction({
  name: 'require-password-change',
  title: 'Require a new password',
  description:
    'Makes the user choose a new password at the next sign-in. Sessions that are open go on: revoke them too. For administrators the app needs a directory role of its own.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'User-PasswordProfile.ReadWrite.All',
  ...setField(user, 'passwordProfile.forceChangePasswordNextSignIn', { to: true, back: false }),
})
