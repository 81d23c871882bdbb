import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { MANAGE_USERS } from '../scopes.ts'
import { change, flagIs, show } from './user.ts'

/** Where another provider signs users in, Google asks for no password and this changes nothing. */
export const requirePasswordChange = defineAction({
  name: 'require-password-change',
  title: 'Require a new password',
  description: 'Makes the user choose a new password at the next sign-in. Sessions that are open go on: end them too.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: MANAGE_USERS,
  input: z.object({}),
  request: input => change(input, { changePasswordAtNextLogin: true }),
  confirm: { request: show, judge: flagIs('changePasswordAtNextLogin', true) },
  undo: {
    request: input => change(input, { changePasswordAtNextLogin: false }),
    judge: flagIs('changePasswordAtNextLogin', false),
  },
})
