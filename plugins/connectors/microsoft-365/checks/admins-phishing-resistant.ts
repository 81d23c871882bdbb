import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { coversAdministrators, exceptions, judgePolicies, requiresUnphishable } from './access-policies.ts'

export const adminsPhishingResistant = defineCheck({
  name: 'admins-phishing-resistant',
  title: 'Administrators sign in with what cannot be phished',
  description:
    'A code or a prompt can be passed on by a fake page while the administrator looks on; a passkey answers to the true page alone.',
  severity: 'HIGH',
  category: 'mfa',
  points: 8,
  reads: ['accessPolicies'],
  parameters: exceptions,
  remediation:
    'In the Entra admin center open *Protection → Conditional Access → Policies → New policy*, choose the privileged directory roles and all resources, and grant access by *Require authentication strength → Phishing-resistant MFA*.',
  frameworks: [
    ...cis('5.2.2.5'),
    ...stated({ 'CISA SCuBA': 'MS.AAD.3.6v1', 'CIS Controls': '6.5', 'NIST 800-53': ['IA-2(1)', 'IA-2(8)'] }),
  ],
  judge: judgePolicies(
    (policy, { exceptions: most }) => requiresUnphishable(policy) && coversAdministrators(policy, most),
    { does: 'asks all privileged roles for a factor that cannot be phished' },
  ),
})
