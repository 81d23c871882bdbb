import { defineCheck } from '@casbah/sdk'

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
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '2.16' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3' },
  ],
})
