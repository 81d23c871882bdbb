import { defineCheck } from '@casbah/sdk'
import { ofBranches } from './branches.ts'

export const staleApprovals = defineCheck({
  name: 'stale-approvals',
  title: 'Approvals end when the change changes',
  description: 'Otherwise a harmless change is approved, and another one pushed before it is merged.',
  severity: 'MEDIUM',
  category: 'code-change',
  points: 5,
  remediation:
    'Open the repository’s *Settings → Rules → Rulesets* (or *Organization settings → Repository → Rulesets* for all), choose a branch ruleset for the default branch and tick *Dismiss stale pull request approvals when new commits are pushed*.',
  frameworks: [
    { framework: 'CIS GitHub', version: '1.2.0', requirement: '1.1.4' },
    { framework: 'CIS Controls', version: '8.1', requirement: '16.1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-3', derived: true },
  ],
  ...ofBranches(
    {
      protection: ({ dismissesStaleReviews }) => dismissesStaleReviews === true,
      rule: ({ parameters }) => parameters?.dismissStaleReviewsOnPush === true,
    },
    'dismiss stale approvals',
  ),
})
