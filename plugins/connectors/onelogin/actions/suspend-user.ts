import { defineAction } from '@casbah/sdk'
import { intoStatus, setStatus } from './user.ts'

const SUSPENDED = 2

/** What the vendor's API has for deactivating: the status Suspended. Deleting would lose the user. */
export const suspendUser = defineAction({
  name: 'suspend-user',
  title: 'Deactivate user',
  description:
    'Sets the user to Suspended: nobody signs in as them until they are set active again. Roles, apps and second factors stay.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'Manage Users',
  request: input => setStatus(input, SUSPENDED),
  ...intoStatus(SUSPENDED),
})
