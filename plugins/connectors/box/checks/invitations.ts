import { defineCheck, derived, settingsAre } from '@casbah/sdk'
import { untold } from './settings.ts'

export const invitations = defineCheck({
  name: 'invitations',
  title: 'Only owners and administrators invite',
  description: 'Where every editor lets in others, nobody knows who is in a folder.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 5,
  reads: ['settings'],
  remediation:
    'In *Admin Console → Enterprise Settings → Content & Sharing → Collaboration* restrict invitations to folder owners, co-owners and administrators, and disable invite links.',
  frameworks: derived({ 'NIST 800-53': 'AC-21', 'SOC 2': 'CC6.7', 'ISO 27001': 'A.5.14' }),
  judge: settingsAre(
    [
      {
        name: 'invitations by owners alone',
        path: 'settings.content_and_sharing.is_invite_privilege_restricted.value',
        is: true,
      },
      {
        name: 'no invite links',
        path: 'settings.content_and_sharing.is_collaborator_invite_links_disabled.value',
        is: true,
      },
    ],
    {
      say: (good, all) => `${good} of ${all} settings of invitations are as they should be.`,
      unknown: untold('who may invite'),
    },
  ),
})
