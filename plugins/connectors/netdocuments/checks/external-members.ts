import { defineCheck, derived } from '@casbah/sdk'
import { judgeInternalGroups } from './internal-groups.ts'

export const externalMembers = defineCheck({
  name: 'external-members',
  title: 'Internal groups have no external users',
  description:
    'An internal group is let into cabinets as the organisation itself. An external user in it sees all that the group sees, and no list of external groups shows it.',
  severity: 'HIGH',
  category: 'guest',
  points: 8,
  reads: ['users', 'groups', 'groupInfo', 'groupMembers'],
  // A group that nobody is in yet.
  emptyPasses: ['groupMembers'],
  touchedBy: ['Repository add users', 'Repository remove users', 'Repository add groups', 'Repository remove groups'],
  remediation:
    'Open *Admin → repository name → Add and Remove Users and Groups*, take each external user named here out of the group, and put them into an external group of their matter.',
  remediationAction: 'remove-from-group',
  frameworks: derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.15' }),
  judge: judgeInternalGroups,
})
