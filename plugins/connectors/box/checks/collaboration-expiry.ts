import { daysOf, defineCheck, derived } from '@casbah/sdk'
import { judgeExpiry } from './judge-expiry.ts'

export const collaborationExpiry = defineCheck({
  name: 'collaboration-expiry',
  title: 'External collaborations end within a year',
  description: 'Projects end, and nobody takes back what partners were given for them.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 5,
  reads: ['settings'],
  parameters: daysOf(365, 'Days that a collaboration may last.'),
  remediation:
    'In *Admin Console → Enterprise Settings → Content & Sharing → Auto-Expiration* turn on the expiry of collaborations, with 365 days or less.',
  remediationAction: 'remove-collaborator',
  frameworks: derived({ 'NIST 800-53': 'AC-21', 'SOC 2': 'CC6.7', 'ISO 27001': 'A.5.14' }),
  judge: judgeExpiry('is_collaboration_expiration_enabled', 'collaboration_expiration_days', 'collaborations'),
})
