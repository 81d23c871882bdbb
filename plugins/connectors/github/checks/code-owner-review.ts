import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { ofBranches } from './branches.ts'

export const codeOwnerReview = defineCheck({
  name: 'code-owner-review',
  title: 'Code owners review what is theirs',
  description:
    'Who knows the code sees what others miss; without it, any member approves a change to the most sensitive part.',
  severity: 'MEDIUM',
  category: 'code-change',
  points: 4,
  remediation:
    'Open the repository’s *Settings → Rules → Rulesets* (or *Organization settings → Repository → Rulesets* for all), choose a branch ruleset for the default branch and tick *Require review from Code Owners*.',
  frameworks: [...cis('1.1.7'), ...stated({ 'CIS Controls': '16.1' }), ...derived({ 'NIST 800-53': 'CM-3' })],
  ...ofBranches(
    {
      protection: ({ requiresCodeOwnerReviews }) => requiresCodeOwnerReviews === true,
      rule: ({ parameters }) => parameters?.requireCodeOwnerReview === true,
    },
    'want a review by code owners',
  ),
})
