import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { ofBranches } from './branches.ts'

export const noForcePush = defineCheck({
  name: 'no-force-push',
  title: 'Force pushes are refused',
  description: 'A force push rewrites history: code goes, or comes, and the trace of who wrote it goes with it.',
  severity: 'HIGH',
  category: 'code-change',
  points: 7,
  remediation:
    'Open the repository’s *Settings → Rules → Rulesets* (or *Organization settings → Repository → Rulesets* for all), choose a branch ruleset for the default branch and tick *Block force pushes*.',
  frameworks: [...cis('1.1.16'), ...stated({ 'CIS Controls': '16.1' }), ...derived({ 'NIST 800-53': 'CM-3' })],
  ...ofBranches(
    {
      protection: ({ allowsForcePushes }) => allowsForcePushes === false,
      rule: ({ type }) => type === 'NON_FAST_FORWARD',
    },
    'refuse force pushes',
  ),
})
