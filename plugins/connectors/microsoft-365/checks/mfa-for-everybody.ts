import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { coversEverybody, exceptions, judgePolicies, requiresMfa } from './access-policies.ts'
import { orDefaults } from './security-defaults.ts'

export const mfaForEverybody = defineCheck({
  name: 'mfa-for-everybody',
  title: 'Everybody needs a second factor',
  description:
    'A password alone is found by guessing, by fake pages, or in a leak from elsewhere. Who is not asked for a second factor is the way in.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 10,
  reads: ['accessPolicies', 'securityDefaults'],
  parameters: exceptions,
  remediation:
    'In the Entra admin center open *Protection → Conditional Access → Policies → New policy*, choose all users and all resources, and require multifactor authentication; or turn on security defaults under *Identity → Overview → Properties*.',
  frameworks: [
    ...cis('5.1.2.1', '5.2.2.2'),
    ...stated({ 'CISA SCuBA': 'MS.AAD.3.2v2', 'CIS Controls': ['6.3', '6.4'], 'NIST 800-53': ['IA-2(1)', 'IA-2(2)'] }),
  ],
  judge: orDefaults(
    judgePolicies((policy, { exceptions: most }) => requiresMfa(policy) && coversEverybody(policy, most), {
      does: 'asks everybody for a second factor',
    }),
  ),
})
