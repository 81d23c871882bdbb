import { defineCheck, derived, stated } from '@casbah/sdk'
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
  frameworks: [...stated({ 'CIS Controls': '6.3' }), ...derived({ 'NIST 800-53': ['IA-2(1)', 'IA-2(2)'] })],
  judge: judgePolicies(
    (policy, { exceptions: most }) =>
      requiresMfa(policy) && isForGuests(policy, most) && isForAllApps(policy) && isUnconditional(policy),
    { does: 'asks guests for a second factor' },
  ),
})
