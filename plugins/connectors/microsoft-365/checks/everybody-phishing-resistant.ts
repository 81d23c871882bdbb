import { defineCheck, stated } from '@casbah/sdk'
import { coversEverybody, exceptions, judgePolicies, requiresUnphishable } from './access-policies.ts'

export const everybodyPhishingResistant = defineCheck({
  name: 'everybody-phishing-resistant',
  title: 'Everybody signs in with what cannot be phished',
  description:
    'Fake pages that pass codes on are sold ready-made. Where every person has a passkey, they find nothing to take.',
  severity: 'MEDIUM',
  category: 'mfa',
  points: 6,
  reads: ['accessPolicies'],
  parameters: exceptions,
  remediation:
    'In the Entra admin center open *Protection → Conditional Access → Policies → New policy*, choose all users and all resources, and grant access by *Require authentication strength → Phishing-resistant MFA*.',
  frameworks: stated({ 'CISA SCuBA': 'MS.AAD.3.1v1', 'NIST 800-53': ['IA-2(1)', 'IA-2(8)'] }),
  judge: judgePolicies((policy, { exceptions: most }) => requiresUnphishable(policy) && coversEverybody(policy, most), {
    does: 'asks everybody for a factor that cannot be phished',
  }),
})
