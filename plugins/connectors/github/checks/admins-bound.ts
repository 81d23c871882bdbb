import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('1.1.14'), ...stated({ 'CIS Controls': '16.1' }), ...derived({ 'NIST 800-53': 'CM-3' })],
  ...ofBranches({ protection: ({ isAdminEnforced }) => isAdminEnforced === true }, 'bind administrators, too'),
})
