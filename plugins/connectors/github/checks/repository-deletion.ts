import { defineCheck, derived, settingIs, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { OWNERS_ONLY } from './owners-only.ts'

export const repositoryDeletion = defineCheck({
  name: 'repository-deletion',
  title: 'Only owners delete and transfer repositories',
  description:
    'A member who administers a repository can else destroy it, or carry it into another organisation, with all its history.',
  severity: 'HIGH',
  category: 'admin',
  points: 6,
  reads: ['organization'],
  touchedBy: ['members_can_delete_repos.*'],
  remediation:
    'Open *Organization settings → Member privileges → Admin repository permissions* and untick *Allow members to delete or transfer repositories for this organization*.',
  frameworks: [...cis('1.2.3'), ...stated({ 'CIS Controls': '6.8' }), ...derived({ 'NIST 800-53': 'CM-6' })],
  judge: settingIs('organization.members_can_delete_repositories', false, {
    say: all => `${all ? 'Whoever administers a repository' : 'Only owners'} can delete or transfer it.`,
    unknown: OWNERS_ONLY,
  }),
})
