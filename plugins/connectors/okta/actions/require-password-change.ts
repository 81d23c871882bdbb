import { defineAction } from '@casbah/sdk'
import { lifecycle, show, statusIs } from './user.ts'

/**
 * Okta has no way to take an expiry back. With Active Directory behind it the password expires there, too; whom another provider signs in has none here.
 */
export const requirePasswordChange = defineAction({
  name: 'require-password-change',
  title: 'Expire password',
  description: 'The user has to choose a new password at the next sign-in. Sessions that are open go on.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  scope: 'okta.users.manage',
  request: input => lifecycle(input, 'expire_password'),
  confirm: { request: show, judge: statusIs('PASSWORD_EXPIRED') },
})
