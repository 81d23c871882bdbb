import { defineCheck, derived, stated, whole } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { coversAdministrators, endsSessions, exceptions, judgePolicies } from './access-policies.ts'

export const adminSessionsShort = defineCheck({
  name: 'admin-sessions-short',
  title: 'Administrators sign in again every four hours',
  description:
    'A stolen session of an administrator serves as long as it lasts, which is for months where nothing bounds it.',
  severity: 'MEDIUM',
  category: 'session',
  points: 5,
  reads: ['accessPolicies'],
  parameters: exceptions.extend({
    hours: whole({ least: 1, most: 720, usual: 4 }, 'Longest time until the next sign-in, hours.'),
  }),
  remediation:
    'In the Entra admin center open *Protection → Conditional Access → Policies → New policy*, choose the privileged directory roles and all resources, under *Session* set the sign-in frequency to 4 hours and *Persistent browser session* to *Never persistent*.',
  frameworks: [
    ...cis('5.2.2.4'),
    ...stated({ 'CIS Controls': '4.3' }),
    ...derived({ 'NIST 800-53': ['AC-12', 'IA-11'] }),
  ],
  judge: judgePolicies(
    (policy, { exceptions: most, hours }) => coversAdministrators(policy, most) && endsSessions(policy, hours),
    { does: 'ends the sessions of administrators in time' },
  ),
})
