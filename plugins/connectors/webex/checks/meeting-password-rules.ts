import { defineCheck, derived } from '@casbah/sdk'
import { judgeSites, ofSites } from './sites.ts'

export const meetingPasswordRules = defineCheck({
  name: 'meeting-password-rules',
  title: 'Rules for meeting passwords ask for enough',
  description: 'Eight signs with letters of both cases, a digit and another sign; neither the title nor usual words.',
  severity: 'LOW',
  category: 'password',
  points: 3,
  ...ofSites,
  remediation:
    'In Control Hub open *Services → Meetings → Sites → the site → Settings → Common settings → Security* and set the password criteria: minimum length 8, mixed case, one numeric, one alphabetic, one special character, no dynamic web page text, nothing from the list.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: judgeSites('have rules that ask for enough', {
    'passwordCriteria.minLength': { least: 8 },
    'passwordCriteria.mixedCase': true,
    'passwordCriteria.minNumeric': { least: 1 },
    'passwordCriteria.minAlpha': { least: 1 },
    'passwordCriteria.minSpecial': { least: 1 },
    'passwordCriteria.disallowDynamicWebText': true,
    'passwordCriteria.disallowList': true,
  }),
})
