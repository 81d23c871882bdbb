import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.2', derived: true },
  ],
  judge: judgeHolders(
    (passing, all) => `In ${passing} of ${all} subscriptions no program may give roles.`,
    held =>
      none(held.filter(one => one.principalType === 'ServicePrincipal' && GIVING_ROLES.some(role => gives(one, role)))),
  ),
})
