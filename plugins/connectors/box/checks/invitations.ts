import { defineCheck, derived } from '@casbah/sdk'
import { sharingIs } from './settings.ts'

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
  judge: sharingIs(
    [
      ['is_invite_privilege_restricted', true, 'invitations by owners alone'],
      ['is_collaborator_invite_links_disabled', true, 'no invite links'],
    ],
    'settings of invitations are as they should be',
    'who may invite',
  ),
})
