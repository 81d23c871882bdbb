import { defineCheck } from '@casbah/sdk'
import { ofBranches } from './branches.ts'

export const statusChecks = defineCheck({
  name: 'status-checks',
  title: 'Checks pass before a merge',
  description: 'Tests and scanners that need not pass are switched off by whoever is in a hurry, or in the way.',
  severity: 'MEDIUM',
  category: 'code-change',
  points: 4,
  remediation:
    'Open the repository’s *Settings → Rules → Rulesets* (or *Organization settings → Repository → Rulesets* for all), choose a branch ruleset for the default branch and tick *Require status checks to pass* and add the checks.',
  frameworks: [
    { framework: 'CIS GitHub', version: '1.2.0', requirement: '1.1.9' },
    { framework: 'CIS Controls', version: '8.1', requirement: '16.1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-3', derived: true },
  ],
  ...ofBranches(
    {
      protection: ({ requiredStatusCheckContexts: checks }) => (checks ?? []).length > 0,
      rule: ({ type }) => type === 'REQUIRED_STATUS_CHECKS' || type === 'WORKFLOWS',
    },
    'want checks to pass',
  ),
})
