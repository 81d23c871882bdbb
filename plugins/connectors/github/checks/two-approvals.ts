import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { ofBranches } from './branches.ts'

export const twoApprovals = defineCheck({
  name: 'two-approvals',
  title: 'Two people approve each change',
  description: 'With two approvals no stolen account alone, and no pair of author and friend, gets code in.',
  severity: 'MEDIUM',
  category: 'code-change',
  points: 6,
  remediation:
    'Open the repository’s *Settings → Rules → Rulesets* (or *Organization settings → Repository → Rulesets* for all), choose a branch ruleset for the default branch and set *Require a pull request before merging → Required approvals* to 2.',
  frameworks: [
    ...cis('1.1.3'),
    ...stated({ 'CIS Controls': '16.1', 'OpenSSF Scorecard': 'Code-Review' }),
    ...derived({ 'NIST 800-53': 'CM-3' }),
  ],
  ...ofBranches(
    {
      protection: ({ requiredApprovingReviewCount: count }) => (count ?? 0) >= 2,
      rule: ({ parameters }) => (parameters?.requiredApprovingReviewCount ?? 0) >= 2,
    },
    'want two approvals',
  ),
})
