import { defineCheck } from '@casbah/sdk'
import { ofBranches } from './branches.ts'

export const adminsBound = defineCheck({
  name: 'admins-bound',
  title: 'Protection binds administrators',
  description:
    'A rule that administrators may ignore protects from everybody but the accounts that are worth stealing.',
  severity: 'HIGH',
  category: 'code-change',
  points: 6,
  remediation:
    'Open the repository’s *Settings → Branches*, edit the rule and tick *Do not allow bypassing the above settings*; of a ruleset empty the *Bypass list*.',
  frameworks: [
    { framework: 'CIS GitHub', version: '1.2.0', requirement: '1.1.14' },
    { framework: 'CIS Controls', version: '8.1', requirement: '16.1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-3', derived: true },
  ],
  ...ofBranches({ protection: ({ isAdminEnforced }) => isAdminEnforced === true }, 'bind administrators, too'),
})
