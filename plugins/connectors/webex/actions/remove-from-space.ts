import { defineAction } from '@casbah/sdk'
import { leaving } from '../membership.ts'

export const removeFromSpace = defineAction({
  name: 'remove-from-space',
  title: 'Remove from space',
  description: 'Takes the person out of one space of the organisation; its messages are no longer shown to them.',
  scope: 'spark-compliance:memberships_write',
  readScopes: ['spark-compliance:memberships_read'],
  ...leaving('space'),
})
