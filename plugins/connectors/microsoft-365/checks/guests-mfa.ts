import { defineCheck } from '@casbah/sdk'
import {
  exceptions,
  isForAllApps,
  isForGuests,
  isUnconditional,
  judgePolicies,
  requiresMfa,
} from './access-policies.ts'

export const guestsMfa = defineCheck({
  name: 'guests-mfa',
  title: 'Guests need a second factor',
  description:
    'A guest brings the password rules of another organisation, or none. Here a second factor can be asked for all the same.',
  severity: 'HIGH',
  category: 'mfa',
  points: 7,
  reads: ['accessPolicies'],
  parameters: exceptions,
  remediation:
    'In the Entra admin center open *Protection → Conditional Access → Policies → New policy*, choose *Guest or external users* of all kinds and all resources, and require multifactor authentication.',
  frameworks: [
    { framework: 'CIS Controls', version: '8.1', requirement: '6.3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(1)', derived: true },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(2)', derived: true },
  ],
  judge: judgePolicies(
    (policy, { exceptions: most }) =>
      requiresMfa(policy) && isForGuests(policy, most) && isForAllApps(policy) && isUnconditional(policy),
    { does: 'asks guests for a second factor' },
  ),
})
