import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { change, fieldIs, show } from './user.ts'

const FIELD = 'forceChangePasswordNextSignIn'
const set = (is: boolean) => ({ passwordProfile: { [FIELD]: is } })

/** Where another provider signs users in, Entra asks for no password and this changes nothing. */
export const requirePasswordChange = defineAction({
  name: 'require-password-change',
  title: 'Require a new password',
  description:
    'Makes the user choose a new password at the next sign-in. Sessions that are open go on: revoke them too. For administrators the app needs a directory role of its own.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'User-PasswordProfile.ReadWrite.All',
  input: z.object({}),
  request: input => change(input, set(true)),
  confirm: { request: show('passwordProfile'), judge: fieldIs(`passwordProfile.${FIELD}`, true) },
  undo: { request: input => change(input, set(false)), judge: fieldIs(`passwordProfile.${FIELD}`, false) },
})
