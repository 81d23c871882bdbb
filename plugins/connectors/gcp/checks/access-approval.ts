import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

export const accessApproval = defineCheck({
  name: 'access-approval',
  title: 'Google’s support asks before it looks at data',
  description:
    'With Access Approval somebody of the company has to allow each look that Google’s people want to take at its content.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 3,
  reads: [],
  remediation:
    'Choose the organisation, open *Security → Access Approval* and enrol. Casbah does not read it: look there, and attest what you saw.',
  frameworks: [...cis('2.16'), ...derived({ 'NIST 800-53': 'AC-6' }), ...stated({ 'SOC 2': 'CC6.3' })],
})
