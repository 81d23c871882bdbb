import { defineCheck, derived, settingWithin, stated } from '@casbah/sdk'
import { stig } from '../benchmark.ts'
import { AT_MOST, idleMinutes } from './idle-minutes.ts'

export const adminConsoleIdle = defineCheck({
  name: 'admin-console-idle',
  title: 'Admin console signs out after 15 idle minutes',
  description:
    'A session of an administrator that is left open, or stolen, is worth more than any other. The shorter it lives unused, the less it is worth.',
  severity: 'MEDIUM',
  category: 'session',
  points: 6,
  reads: ['adminConsole'],
  parameters: idleMinutes(120, 'it must sign out'),
  remediation:
    'In the admin console open *Applications → Okta Admin Console → Sign On*, edit *Okta Admin Console session* and set the idle time to 15 minutes or less.',
  frameworks: [
    ...stig('OKTA-APP-000025'),
    ...stated({ 'CIS Controls': '4.3' }),
    ...derived({ 'NIST 800-53': 'AC-12' }),
  ],
  judge: settingWithin('adminConsole.sessionIdleTimeoutMinutes', AT_MOST, {
    say: (minutes, { most }) =>
      `The admin console signs out after ${minutes} idle minutes; at most ${most} are asked for.`,
    unknown: 'Okta did not give the idle time of the admin console.',
  }),
})
