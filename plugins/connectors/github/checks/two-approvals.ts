import { defineCheck } from '@casbah/sdk'
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
    { framework: 'CIS GitHub', version: '1.2.0', requirement: '1.1.3' },
    { framework: 'CIS Controls', version: '8.1', requirement: '16.1' },
    { framework: 'OpenSSF Scorecard', requirement: 'Code-Review' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-3', derived: true },
  ],
  ...ofBranches(
    {
      protection: ({ requiredApprovingReviewCount: count }) => (count ?? 0) >= 2,
      rule: ({ parameters }) => (parameters?.requiredApprovingReviewCount ?? 0) >= 2,
    },
    'want two approvals',
  ),
})
