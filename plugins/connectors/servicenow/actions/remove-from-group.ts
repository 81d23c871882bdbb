import { defineAction } from '@casbah/sdk'
import { leaving } from './membership.ts'

export const removeFromGroup = defineAction({
  name: 'remove-from-group',
  title: 'Remove from group',
  description: 'Takes the user out of a group, and so away what roles came with it.',
  effect: 'REVERSIBLE',
  ...leaving('sys_user_grmember', 'group', 'Name of the group, such as Service Desk.'),
})
