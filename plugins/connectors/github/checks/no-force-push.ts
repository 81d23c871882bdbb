import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'CIS GitHub', version: '1.2.0', requirement: '1.1.16' },
    { framework: 'CIS Controls', version: '8.1', requirement: '16.1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-3', derived: true },
  ],
  ...ofBranches(
    {
      protection: ({ allowsForcePushes }) => allowsForcePushes === false,
      rule: ({ type }) => type === 'NON_FAST_FORWARD',
    },
    'refuse force pushes',
  ),
})
