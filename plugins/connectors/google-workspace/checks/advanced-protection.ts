import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'CIS Google Workspace', version: '1.3', requirement: '4.1.3.1' },
    { framework: 'CISA SCuBA', requirement: 'GWS.COMMONCONTROLS.9.1v1' },
    { framework: 'CIS Controls', version: '8.1', requirement: '6.3' },
  ],
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
