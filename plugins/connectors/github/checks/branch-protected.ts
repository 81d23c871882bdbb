import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
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
    ...cis('1.1.20'),
    ...stated({ 'CIS Controls': '16.1', 'OpenSSF Scorecard': 'Branch-Protection' }),
    ...derived({ 'NIST 800-53': 'CM-3' }),
  ],
  ...ofBranches({ protection: () => true, rule: () => true }, 'are protected'),
})
