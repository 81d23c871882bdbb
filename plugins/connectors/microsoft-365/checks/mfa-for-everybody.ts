import { at, defineCheck } from '@casbah/sdk'
import type { z } from 'zod'
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
    { framework: 'CIS Microsoft 365', version: '7.0', requirement: '5.1.2.1' },
    { framework: 'CIS Microsoft 365', version: '7.0', requirement: '5.2.2.2' },
    { framework: 'CISA SCuBA', requirement: 'MS.AAD.3.2v2' },
    { framework: 'CIS Controls', version: '8.1', requirement: '6.3' },
    { framework: 'CIS Controls', version: '8.1', requirement: '6.4' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(1)' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(2)' },
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
