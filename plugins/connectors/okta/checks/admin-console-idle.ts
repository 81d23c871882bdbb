import { defineCheck, derived, settingWithin, stated, whole } from '@casbah/sdk'
import { z } from 'zod'
import { stig } from '../benchmark.ts'

export const adminConsoleIdle = defineCheck({
  name: 'admin-console-idle',
  title: 'Admin console signs out after 15 idle minutes',
  description:
    'A session of an administrator that is left open, or stolen, is worth more than any other. The shorter it lives unused, the less it is worth.',
  severity: 'MEDIUM',
  category: 'session',
  points: 6,
  reads: ['adminConsole'],
  parameters: z.object({
    minutes: whole({ least: 1, most: 120, usual: 15 }, 'Idle minutes after which it must sign out.'),
  }),
  touchedBy: ['application.lifecycle.update', 'application.configuration.update'],
  remediation:
    'In the admin console open *Applications → Okta Admin Console → Sign On*, edit *Okta Admin Console session* and set the idle time to 15 minutes or less.',
  frameworks: [
    ...stig('OKTA-APP-000025'),
    ...stated({ 'CIS Controls': '4.3' }),
    ...derived({ 'NIST 800-53': 'AC-12' }),
  ],
  judge: settingWithin(
    'adminConsole.sessionIdleTimeoutMinutes',
    { most: 'minutes' },
    {
      say: (minutes, { most }) =>
        `The admin console signs out after ${minutes} idle minutes; at most ${most} are asked for.`,
      unknown: 'Okta did not give the idle time of the admin console.',
    },
  ),
})
