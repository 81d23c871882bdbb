import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('1.1.12'), ...stated({ 'CIS Controls': '16.1' }), ...derived({ 'NIST 800-53': 'CM-3' })],
  ...ofBranches(
    {
      protection: ({ requiresCommitSignatures }) => requiresCommitSignatures === true,
      rule: ({ type }) => type === 'REQUIRED_SIGNATURES',
    },
    'want signed commits',
  ),
})
