import { defineCheck, derived } from '@casbah/sdk'
import { judgeSites, ofSites } from './sites.ts'

export const strongMeetingPasswords = defineCheck({
  name: 'strong-meeting-passwords',
  title: 'Meeting passwords follow rules',
  description: 'A password that is a word is guessed, and with it the meeting is open.',
  severity: 'MEDIUM',
  category: 'password',
  points: 5,
  ...ofSites,
  remediation:
    'In Control Hub open *Services → Meetings → Sites → the site → Settings → Common settings → Security* and tick *Require strong passwords for meetings*.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: judgeSites('ask for strong meeting passwords', { requireStrongPassword: true }),
})
