import { defineCheck, derived, settingIs, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('1.3.8'), ...stated({ 'CIS Controls': '6.8' }), ...derived({ 'NIST 800-53': 'AC-6' })],
  judge: settingIs('organization.default_repository_permission', ['none', 'read'], {
    say: permission => `The base permission is ${permission}.`,
    unknown: OWNERS_ONLY,
  }),
})
