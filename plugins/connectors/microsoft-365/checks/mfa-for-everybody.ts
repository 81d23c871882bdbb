import { defineCheck, settingIs, stated } from '@casbah/sdk'
import type { z } from 'zod'
import { cis } from '../benchmark.ts'
import { coversEverybody, exceptions, judgePolicies, requiresMfa } from './access-policies.ts'

const byPolicy = judgePolicies<z.output<typeof exceptions>>(
  (policy, { exceptions: most }) => requiresMfa(policy) && coversEverybody(policy, most),
  { does: 'asks everybody for a second factor' },
)

const byDefaults = settingIs('securityDefaults.isEnabled', true, {
  say: () => 'Security defaults are on, which ask everybody for a second factor.',
  unknown: 'Microsoft did not tell whether security defaults are on; the right Policy.Read.All is needed.',
})

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
    const defaults = byDefaults(read, {})
    return defaults.status === 'FAIL' ? byPolicy(read, parameters) : defaults
  },
})
