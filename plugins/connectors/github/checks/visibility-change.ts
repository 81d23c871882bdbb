import { defineCheck, settingIs } from '@casbah/sdk'
import { OWNERS_ONLY } from './owners-only.ts'

export const visibilityChange = defineCheck({
  name: 'visibility-change',
  title: 'Only owners change the visibility of repositories',
  description: 'One click makes private code public, and what was public for a minute is copied for good.',
  severity: 'HIGH',
  category: 'public',
  points: 7,
  reads: ['organization'],
  touchedBy: ['repository_visibility_change.*'],
  remediation:
    'Open *Organization settings → Member privileges → Admin repository permissions* and untick *Allow members to change repository visibilities for this organization*.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-3', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.14', derived: true },
  ],
  judge: settingIs('organization.members_can_change_repo_visibility', false, {
    say: all => `${all ? 'Whoever administers a repository' : 'Only owners'} can change its visibility.`,
    unknown: OWNERS_ONLY,
  }),
})
