import { defineCheck, stated } from '@casbah/sdk'
import { judgeSetting, secondsOf } from './settings.ts'

export const passwordNoExpiry = defineCheck({
  name: 'password-no-expiry',
  title: 'Passwords do not expire',
  description:
    'Who must change his password every few weeks takes a worse one with a number behind. A password is changed when it is known to others.',
  severity: 'LOW',
  category: 'password',
  points: 2,
  reads: ['policies'],
  remediation:
    'In the admin console open *Security → Authentication → Password management* and set *Expiration* to *Never expires*.',
  frameworks: stated({ 'CISA SCuBA': 'GWS.COMMONCONTROLS.5.6v1', 'NIST 800-53': 'IA-5(1)' }),
  judge: judgeSetting({
    setting: 'security.password',
    fields: ['expirationDuration'],
    holds: ({ expirationDuration }) => {
      const seconds = secondsOf(expirationDuration)
      return seconds === null ? null : seconds === 0
    },
  }),
})
