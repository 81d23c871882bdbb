import { defineAction } from '@casbah/sdk'
import { intoStatus, setStatus } from './user.ts'

const EXPIRED = 4

/** Whom a directory signs in has no password at OneLogin that could be renewed there. */
export const requirePasswordChange = defineAction({
  name: 'require-password-change',
  title: 'Require a new password',
  description:
    'Sets the password of the user to expired, so that they must choose a new one at the next sign-in. Sessions that are open go on: end them too.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'Manage Users',
  request: input => setStatus(input, EXPIRED),
  ...intoStatus(EXPIRED),
})
