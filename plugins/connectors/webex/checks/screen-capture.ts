import { defineCheck, derived } from '@casbah/sdk'
import { judgeSites, ofSites } from './sites.ts'

export const screenCapture = defineCheck({
  name: 'screen-capture',
  title: 'Telephones take no pictures of meetings',
  description: 'A picture of the screen carries away what was only to be seen.',
  severity: 'LOW',
  category: 'dlp',
  points: 2,
  ...ofSites,
  remediation:
    'In Control Hub open *Services → Meetings → Sites → the site → Settings → Common settings → Security* and untick *Allow screen capture (for Android devices only)*.',
  frameworks: derived({ 'NIST 800-53': ['AC-4', 'SC-7(10)'], 'SOC 2': 'CC6.7', 'ISO 27001': 'A.8.12' }),
  judge: judgeSites('keep telephones from capturing the screen', { allowMobileScreenCapture: false }),
})
