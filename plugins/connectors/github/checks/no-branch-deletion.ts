import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'CIS GitHub', version: '1.2.0', requirement: '1.1.17' },
    { framework: 'CIS Controls', version: '8.1', requirement: '16.1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-3', derived: true },
  ],
  ...ofBranches(
    { protection: ({ allowsDeletions }) => allowsDeletions === false, rule: ({ type }) => type === 'DELETION' },
    'cannot be deleted',
  ),
})
