import { defineAction } from '@casbah/sdk'
import { leaving } from './membership.ts'

export const removeRole = defineAction({
  name: 'remove-role',
  title: 'Remove role',
  description:
    'Takes a role away that the user was given directly. One that comes with a group stays until the user leaves the group.',
  effect: 'REVERSIBLE',
  ...leaving('sys_user_has_role', 'role', 'Name of the role, such as admin.'),
})
