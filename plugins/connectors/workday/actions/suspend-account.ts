import { defineAction } from '@casbah/sdk'
import { accountChange } from './account-change.ts'

const DISABLED = {
  field: 'Account_Disabled',
  column: 'Account_Disabled',
  words: { 0: 'enabled', 1: 'disabled' },
}

export const suspendAccount = defineAction({
  name: 'suspend-account',
  title: 'Suspend account',
  description:
    'Disables the Workday account, so that nobody signs in with it. Workday has no way to end sessions that are open: end those of the identity provider, too.',
  effect: 'REVERSIBLE',
  ...accountChange(DISABLED, true),
})
