import { defineCheck } from '@casbah/sdk'
import { ofBranches } from './branches.ts'

export const branchProtected = defineCheck({
  name: 'branch-protected',
  title: 'Default branches are protected',
  description:
    'What is merged there is what gets built and shipped. Without protection whoever can write can change it unseen.',
  severity: 'HIGH',
  category: 'code-change',
  points: 8,
  remediation:
    'Open the repository’s *Settings → Rules → Rulesets* (or *Organization settings → Repository → Rulesets* for all), choose a branch ruleset for the default branch and put rules on it.',
  frameworks: [
    { framework: 'CIS GitHub', version: '1.2.0', requirement: '1.1.20' },
    { framework: 'CIS Controls', version: '8.1', requirement: '16.1' },
    { framework: 'OpenSSF Scorecard', requirement: 'Branch-Protection' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-3', derived: true },
  ],
  ...ofBranches({ protection: () => true, rule: () => true }, 'are protected'),
})
