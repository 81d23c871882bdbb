import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('1.1.4'), ...stated({ 'CIS Controls': '16.1' }), ...derived({ 'NIST 800-53': 'CM-3' })],
  ...ofBranches(
    {
      protection: ({ dismissesStaleReviews }) => dismissesStaleReviews === true,
      rule: ({ parameters }) => parameters?.dismissStaleReviewsOnPush === true,
    },
    'dismiss stale approvals',
  ),
})
