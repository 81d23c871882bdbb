import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { ofBranches } from './branches.ts'

export const noBranchDeletion = defineCheck({
  name: 'no-branch-deletion',
  title: 'Default branches cannot be deleted',
  description: 'Whoever deletes the branch stops every build, and loses what nobody has a copy of.',
  severity: 'MEDIUM',
  category: 'code-change',
  points: 4,
  remediation:
    'Open the repository’s *Settings → Rules → Rulesets* (or *Organization settings → Repository → Rulesets* for all), choose a branch ruleset for the default branch and tick *Restrict deletions*.',
  frameworks: [...cis('1.1.17'), ...stated({ 'CIS Controls': '16.1' }), ...derived({ 'NIST 800-53': 'CM-3' })],
  ...ofBranches(
    { protection: ({ allowsDeletions }) => allowsDeletions === false, rule: ({ type }) => type === 'DELETION' },
    'cannot be deleted',
  ),
})
