import { at, defineCheck } from '@casbah/sdk'
import { judgeBranches } from './branches.ts'

export const staleApprovals = defineCheck({
  name: 'stale-approvals',
  title: 'Approvals end when the change changes',
  description: 'Otherwise a harmless change is approved, and another one pushed before it is merged.',
  severity: 'MEDIUM',
  category: 'code-change',
  points: 5,
  reads: ['branchProtection', 'branchRules'],
  emptyPasses: ['branchRules'],
  remediation:
    'Open the repository’s *Settings → Rules → Rulesets* (or *Organization settings → Repository → Rulesets* for all), choose a branch ruleset for the default branch and tick *Dismiss stale pull request approvals when new commits are pushed*.',
  frameworks: [
    { framework: 'CIS GitHub', version: '1.2.0', requirement: '1.1.4' },
    { framework: 'CIS Controls', version: '8.1', requirement: '16.1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-3', derived: true },
  ],
  judge: judgeBranches(
    {
      protection: protection => at(protection, 'required_pull_request_reviews.dismiss_stale_reviews') === true,
      rule: ({ type, parameters }) =>
        type === 'pull_request' && at(parameters, 'dismiss_stale_reviews_on_push') === true,
    },
    'dismiss stale approvals',
  ),
})
