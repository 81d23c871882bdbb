import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'CIS GitHub', version: '1.2.0', requirement: '1.1.7' },
    { framework: 'CIS Controls', version: '8.1', requirement: '16.1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-3', derived: true },
  ],
  ...ofBranches(
    {
      protection: ({ requiresCodeOwnerReviews }) => requiresCodeOwnerReviews === true,
      rule: ({ parameters }) => parameters?.requireCodeOwnerReview === true,
    },
    'want a review by code owners',
  ),
})
