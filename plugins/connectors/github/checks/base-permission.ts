import { defineCheck, settingIs } from '@casbah/sdk'
import { OWNERS_ONLY } from './owners-only.ts'

export const basePermission = defineCheck({
  name: 'base-permission',
  title: 'Members may at most read repositories by default',
  description:
    'The base permission holds for every member and every repository. With write or admin, one stolen account can change all the code.',
  severity: 'HIGH',
  category: 'admin',
  points: 8,
  reads: ['organization'],
  touchedBy: ['org.update_default_repository_permission'],
  remediationAction: 'set-default-repository-permission',
  remediation:
    'Open *Organization settings → Member privileges → Base permissions* and choose *Read* or *No permission*. Give more by team.',
  frameworks: [
    { framework: 'CIS GitHub', version: '1.2.0', requirement: '1.3.8' },
    { framework: 'CIS Controls', version: '8.1', requirement: '6.8' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
  ],
  judge: settingIs('organization.default_repository_permission', ['none', 'read'], {
    say: permission => `The base permission is ${permission}.`,
    unknown: OWNERS_ONLY,
  }),
})
