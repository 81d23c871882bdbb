import { defineCheck, derived } from '@casbah/sdk'
import { GIVING_ROLES } from '../roles.ts'
import { gives, judgeHolders, none } from './role-holders.ts'

export const noProgramOwners = defineCheck({
  name: 'no-program-owners',
  title: 'No program is an owner',
  description:
    'A program has no second factor and its key lies somewhere. One that may give rights gives them to whoever takes it over.',
  severity: 'HIGH',
  category: 'admin',
  points: 7,
  reads: ['roleAssignments'],
  remediation:
    'In the Azure portal open *Subscriptions → your subscription → Access control (IAM) → Role assignments*, filter by *Type: App*, and give each program a role with what it does.',
  remediationAction: 'remove-role-assignment',
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judge: judgeHolders(
    (passing, all) => `In ${passing} of ${all} subscriptions no program may give roles.`,
    held =>
      none(held.filter(one => one.principalType === 'ServicePrincipal' && GIVING_ROLES.some(role => gives(one, role)))),
  ),
})
