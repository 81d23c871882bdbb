import { defineCheck, stated } from '@casbah/sdk'
import { judgeSetting, secondsOf } from './settings.ts'

const DAY = 86_400

export const twoStepGrace = defineCheck({
  name: 'two-step-grace',
  title: 'New users set up 2-step verification within a week',
  description:
    'While the grace period runs, the account has a password alone. A day is needed to set the second step up, weeks are not.',
  severity: 'MEDIUM',
  category: 'mfa',
  points: 4,
  reads: ['policies'],
  touchedBy: [
    'admin.CHANGE_TWO_STEP_VERIFICATION_ENROLLMENT_PERIOD_DURATION',
    'admin.CHANGE_TWO_STEP_VERIFICATION_GRACE_PERIOD_DURATION',
  ],
  remediation:
    'In the admin console open *Security → Authentication → 2-step verification* and set *New user enrollment period* to between 1 day and 1 week.',
  frameworks: stated({ 'CISA SCuBA': 'GWS.COMMONCONTROLS.1.4v1', 'NIST 800-53': 'IA-2(1)' }),
  judge: judgeSetting({
    setting: 'security.two_step_verification_grace_period',
    fields: ['enrollmentGracePeriod'],
    holds: ({ enrollmentGracePeriod }) => {
      const seconds = secondsOf(enrollmentGracePeriod)
      return seconds === null ? null : seconds >= DAY && seconds <= 7 * DAY
    },
  }),
})
