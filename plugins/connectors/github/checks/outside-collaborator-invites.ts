import { defineCheck, derived, settingIs } from '@casbah/sdk'
import { OWNERS_ONLY } from './owners-only.ts'

export const outsideCollaboratorInvites = defineCheck({
  name: 'outside-collaborator-invites',
  title: 'Only owners invite outside collaborators',
  description: 'Else whoever administers a single repository lets strangers in, past everybody who answers for access.',
  severity: 'MEDIUM',
  category: 'guest',
  points: 5,
  reads: ['organization'],
  touchedBy: ['org.update_member_repository_invitation_permission'],
  remediation:
    'Open *Organization settings → Member privileges → Repository invitations* and untick *Allow repository administrators to invite outside collaborators*.',
  frameworks: derived({ 'NIST 800-53': 'AC-2', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.15' }),
  judge: settingIs('organization.members_can_invite_outside_collaborators', false, {
    say: all => `${all ? 'Whoever administers a repository' : 'Only owners'} can invite outside collaborators.`,
    unknown: OWNERS_ONLY,
  }),
})
