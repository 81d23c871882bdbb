import { defineCheck, derived } from '@casbah/sdk'
import { judgeSites, ofSites } from './sites.ts'

export const signInToMeetings = defineCheck({
  name: 'sign-in-to-meetings',
  title: 'Meeting sites need a sign-in',
  description: 'Without it whoever has the address of a site sees what is held there, and joins.',
  severity: 'HIGH',
  category: 'public',
  points: 8,
  ...ofSites,
  remediation:
    'In Control Hub open *Services → Meetings → Sites → the site → Settings → Common settings → Security* and tick *Require users to sign in before access*.',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-22'], 'SOC 2': 'CC6.1', 'ISO 27001': ['A.8.3', 'A.8.12'] }),
  judge: judgeSites('let nobody see or join without a sign-in', { requireLoginBeforeAccess: true }),
})
