import { daysOf, defineCheck, derived } from '@casbah/sdk'
import { judgeExpiry } from './judge-expiry.ts'

export const linkExpiry = defineCheck({
  name: 'link-expiry',
  title: 'Links end within 90 days',
  description: 'A link that was needed for a week is still open years later, to whoever it was handed on to.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 5,
  reads: ['settings'],
  parameters: daysOf(90, 'Days that a shared link may last.'),
  remediation:
    'In *Admin Console → Enterprise Settings → Content & Sharing → Auto-Expiration* turn on the expiry of shared links, with 90 days or less.',
  remediationAction: 'expire-shared-link',
  frameworks: derived({ 'NIST 800-53': 'AC-21', 'SOC 2': 'CC6.7', 'ISO 27001': 'A.5.14' }),
  judge: judgeExpiry('is_shared_links_expiration_enabled', 'shared_links_expiration_days', 'shared links'),
})
