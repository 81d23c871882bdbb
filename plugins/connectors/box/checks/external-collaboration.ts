import { defineCheck, derived, settingIs } from '@casbah/sdk'
import { untold } from './settings.ts'

export const externalCollaboration = defineCheck({
  name: 'external-collaboration',
  title: 'Collaboration outside is limited to domains on a list',
  description: 'Without a list any file can be shared with anybody who has an address.',
  severity: 'HIGH',
  category: 'sharing',
  points: 8,
  reads: ['settings'],
  remediation:
    'In *Admin Console → Enterprise Settings → Content & Sharing → Collaboration* limit external collaboration to allowlisted domains.',
  remediationAction: 'remove-collaborator',
  frameworks: derived({ 'NIST 800-53': 'AC-21', 'SOC 2': 'CC6.7', 'ISO 27001': 'A.5.14' }),
  judge: settingIs(
    'settings.content_and_sharing.external_collaboration_status.value',
    ['limit_collaboration_to_allowlisted_domains', 'limit_collaboration_to_users_within_enterprise'],
    {
      say: status => `Collaboration outside is set to ${status}.`,
      unknown: untold('with whom may be shared'),
      others: ['enable_external_collaboration'],
    },
  ),
})
