import { defineAction } from '@casbah/sdk'
import { leaving } from '../membership.ts'

export const removeFromTeam = defineAction({
  name: 'remove-from-team',
  title: 'Remove from team',
  description:
    'Takes the person out of a team, and so out of its general space. Its last moderator cannot be taken out.',
  scope: 'spark-compliance:team_memberships_write',
  readScopes: ['spark-compliance:team_memberships_read'],
  ...leaving('team'),
})
