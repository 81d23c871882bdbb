import { defineCheck, stated } from '@casbah/sdk'
import { flagsAre, isOneOf, judgeSetting } from './settings.ts'

export const passwordStrength = defineCheck({
  name: 'password-strength',
  title: 'Strong passwords, enforced at sign-in, never used again',
  description:
    'Google can refuse passwords that are known from leaks. It helps only when it also asks those who have such a password already, and does not take an old one again.',
  severity: 'MEDIUM',
  category: 'password',
  points: 5,
  reads: ['policies'],
  remediation:
    'In the admin console open *Security → Authentication → Password management*: tick *Enforce strong password* and *Enforce password policy at next sign-in*, and take the tick from *Allow password reuse*.',
  frameworks: stated({
    'CISA SCuBA': ['GWS.COMMONCONTROLS.5.1v1', 'GWS.COMMONCONTROLS.5.4v1', 'GWS.COMMONCONTROLS.5.5v1'],
    'NIST 800-53': 'IA-5(1)',
  }),
  judge: judgeSetting({
    setting: 'security.password',
    fields: ['allowedStrength', 'enforceRequirementsAtLogin', 'allowReuse'],
    holds: value => {
      const strong = isOneOf(value, 'allowedStrength', ['STRONG'])
      const flags = flagsAre(value, { enforceRequirementsAtLogin: true, allowReuse: false })
      return strong === false || flags === false ? false : strong && flags
    },
  }),
})
