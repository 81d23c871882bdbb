import { defineCheck, derived, settingIs, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { OWNERS_ONLY } from './owners-only.ts'

export const publicRepositories = defineCheck({
  name: 'public-repositories',
  title: 'Members cannot create public repositories',
  description: 'What is pushed to a public repository is read by machines within minutes, secrets first.',
  severity: 'HIGH',
  category: 'public',
  points: 7,
  reads: ['organization'],
  touchedBy: ['org.update_member_repository_creation_permission', 'members_can_create_repos.*'],
  remediation: 'Open *Organization settings → Member privileges → Repository creation* and untick *Public*.',
  frameworks: [...cis('1.2.2'), ...stated({ 'CIS Controls': '6.8' }), ...derived({ 'NIST 800-53': 'AC-3' })],
  judge: settingIs('organization.members_can_create_public_repositories', false, {
    say: all => `${all ? 'Every member' : 'Only owners'} can create public repositories.`,
    unknown: OWNERS_ONLY,
  }),
})
