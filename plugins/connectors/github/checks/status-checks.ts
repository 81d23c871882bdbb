import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('1.1.9'), ...stated({ 'CIS Controls': '16.1' }), ...derived({ 'NIST 800-53': 'CM-3' })],
  ...ofBranches(
    {
      protection: ({ requiredStatusCheckContexts: checks }) => (checks ?? []).length > 0,
      rule: ({ type }) => type === 'REQUIRED_STATUS_CHECKS' || type === 'WORKFLOWS',
    },
    'want checks to pass',
  ),
})
