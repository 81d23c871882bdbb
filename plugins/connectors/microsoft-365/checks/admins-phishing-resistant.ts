import { defineCheck } from '@casbah/sdk'
import {
  exceptions,
  isForAdministrators,
  isForAllApps,
  isUnconditional,
  judgePolicies,
  requiresUnphishable,
} from './access-policies.ts'

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
    { framework: 'CIS Microsoft 365', version: '7.0', requirement: '5.2.2.5' },
    { framework: 'CISA SCuBA', requirement: 'MS.AAD.3.6v1' },
    { framework: 'CIS Controls', version: '8.1', requirement: '6.5' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(1)' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(8)' },
  ],
  judge: judgePolicies(
    (policy, { exceptions: most }) =>
      requiresUnphishable(policy) &&
      isForAdministrators(policy, most) &&
      isForAllApps(policy) &&
      isUnconditional(policy),
    { does: 'asks all privileged roles for a factor that cannot be phished' },
  ),
})
