import { defineAction } from '@casbah/sdk'
import { accountChange } from './account-change.ts'

const NEW_PASSWORD = {
  field: 'Require_New_Password_at_Next_Sign_In',
  column: 'Require_New_Password',
  words: { 0: 'keeping its password', 1: 'in need of a new password' },
}

export const requireNewPassword = defineAction({
  name: 'require-new-password',
  title: 'Require a new password',
  description:
    'The user has to choose a new password at the next sign-on with one. Who signs in through the identity provider has none in Workday.',
  effect: 'DISRUPTIVE',
  ...accountChange(NEW_PASSWORD, true),
})
