import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { flagsAre, isOneOf, judgeSetting } from './settings.ts'

export const advancedProtection = defineCheck({
  name: 'advanced-protection',
  title: 'Advanced Protection may be joined, without security codes',
  description:
    'Advanced Protection keeps those who are attacked most with keys alone. A security code is a key that can be read out to a stranger.',
  severity: 'MEDIUM',
  category: 'mfa',
  points: 4,
  reads: ['policies'],
  remediation:
    'In the admin console open *Security → Authentication → Advanced Protection Program*: allow enrolment and choose *Do not allow users to generate security codes*.',
  frameworks: [...cis('4.1.3.1'), ...stated({ 'CISA SCuBA': 'GWS.COMMONCONTROLS.9.1v1', 'CIS Controls': '6.3' })],
  judge: judgeSetting({
    setting: 'security.advanced_protection_program',
    fields: ['enableAdvancedProtectionSelfEnrollment', 'securityCodeOption'],
    holds: value => {
      const open = flagsAre(value, { enableAdvancedProtectionSelfEnrollment: true })
      const codes = isOneOf(value, 'securityCodeOption', ['CODES_NOT_ALLOWED'])
      return open === false || codes === false ? false : open && codes
    },
  }),
})
