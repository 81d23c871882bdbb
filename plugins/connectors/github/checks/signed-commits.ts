import { defineCheck } from '@casbah/sdk'
import { ofBranches } from './branches.ts'

export const signedCommits = defineCheck({
  name: 'signed-commits',
  title: 'Commits are signed',
  description: 'Author and address of a commit are whatever its writer typed. A signature ties it to a key.',
  severity: 'MEDIUM',
  category: 'code-change',
  points: 4,
  remediation:
    'Open the repository’s *Settings → Rules → Rulesets* (or *Organization settings → Repository → Rulesets* for all), choose a branch ruleset for the default branch and tick *Require signed commits*.',
  frameworks: [
    { framework: 'CIS GitHub', version: '1.2.0', requirement: '1.1.12' },
    { framework: 'CIS Controls', version: '8.1', requirement: '16.1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-3', derived: true },
  ],
  ...ofBranches(
    {
      protection: ({ requiresCommitSignatures }) => requiresCommitSignatures === true,
      rule: ({ type }) => type === 'REQUIRED_SIGNATURES',
    },
    'want signed commits',
  ),
})
