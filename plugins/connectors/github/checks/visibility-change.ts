import { defineCheck, derived, settingIs } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.14' }),
  judge: settingIs('organization.members_can_change_repo_visibility', false, {
    say: all => `${all ? 'Whoever administers a repository' : 'Only owners'} can change its visibility.`,
    unknown: OWNERS_ONLY,
  }),
})
