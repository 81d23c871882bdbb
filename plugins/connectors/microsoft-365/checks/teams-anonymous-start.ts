import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

export const teamsAnonymousStart = defineCheck({
  name: 'teams-anonymous-start',
  title: 'Anonymous people cannot start meetings',
  description: 'A meeting that a stranger can open is a room in the organisation’s name.',
  severity: 'HIGH',
  category: 'sharing',
  points: 5,
  reads: [],
  remediation:
    'In the Teams admin center open *Meetings → Meeting policies* and let neither anonymous people nor callers start a meeting.',
  frameworks: [...cis('8.5.2'), ...stated({ 'CISA SCuBA': 'MS.TEAMS.1.2v2' })],
})
