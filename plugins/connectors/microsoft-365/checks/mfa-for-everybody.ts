import { at, defineCheck, stated } from '@casbah/sdk'
import type { z } from 'zod'
import { cis } from '../benchmark.ts'
import {
  exceptions,
  isForAllApps,
  isForEverybody,
  isUnconditional,
  judgePolicies,
  requiresMfa,
} from './access-policies.ts'

const byPolicy = judgePolicies<z.output<typeof exceptions>>(
  (policy, { exceptions: most }) =>
    requiresMfa(policy) && isForEverybody(policy, most) && isForAllApps(policy) && isUnconditional(policy),
  { does: 'asks everybody for a second factor' },
)

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
  judge: (read, parameters) => {
    if (at(read.securityDefaults, 'isEnabled') === true)
      return { status: 'PASS', message: 'Security defaults are on, which ask everybody for a second factor.' }
    if (at(read.securityDefaults, 'isEnabled') !== false)
      return {
        status: 'CANNOT_TELL',
        message: 'Microsoft did not tell whether security defaults are on; the right Policy.Read.All is needed.',
      }
    return byPolicy(read, parameters)
  },
})
