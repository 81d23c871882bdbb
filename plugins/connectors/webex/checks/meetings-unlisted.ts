import { defineCheck, derived } from '@casbah/sdk'
import { judgeSites, ofSites } from './sites.ts'

export const meetingsUnlisted = defineCheck({
  name: 'meetings-unlisted',
  title: 'Meetings are not listed',
  description: 'Titles and hosts of listed meetings are there for everybody who opens the site.',
  severity: 'MEDIUM',
  category: 'public',
  points: 5,
  ...ofSites,
  remediation:
    'In Control Hub open *Services → Meetings → Sites → the site → Settings → Common settings → Security* and tick *All meetings must be unlisted*.',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-22'], 'SOC 2': 'CC6.1', 'ISO 27001': ['A.8.3', 'A.8.12'] }),
  judge: judgeSites('list no meeting', { unlistAllMeetings: true }),
})
