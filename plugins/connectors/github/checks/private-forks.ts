import { defineCheck, derived, settingIs } from '@casbah/sdk'
import { OWNERS_ONLY } from './owners-only.ts'

export const privateForks = defineCheck({
  name: 'private-forks',
  title: 'Private repositories cannot be forked',
  description: 'A fork carries the code into a place that other people administer, and stays there unnoticed.',
  severity: 'LOW',
  category: 'public',
  points: 4,
  reads: ['organization'],
  touchedBy: ['private_repository_forking.*'],
  remediation:
    'Open *Organization settings → Member privileges → Repository forking* and untick *Allow forking of private repositories*.',
  frameworks: derived({ 'NIST 800-53': 'AC-21', 'SOC 2': 'CC6.7', 'ISO 27001': 'A.5.14' }),
  judge: settingIs('organization.members_can_fork_private_repositories', false, {
    say: all => `Private repositories can${all ? '' : 'not'} be forked.`,
    unknown: OWNERS_ONLY,
  }),
})
