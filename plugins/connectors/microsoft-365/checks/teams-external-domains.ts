import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

export const teamsExternalDomains = defineCheck({
  name: 'teams-external-domains',
  title: 'Teams talks to listed domains alone',
  description: 'Whoever has a tenant of his own can else write to everybody, in the look of a colleague or of support.',
  severity: 'HIGH',
  category: 'sharing',
  points: 6,
  reads: [],
  remediation:
    'In the Teams admin center open *Users → External access* and allow only specific external domains, or none.',
  frameworks: [...cis('8.2.1'), ...stated({ 'CISA SCuBA': 'MS.TEAMS.2.1v2' })],
})
