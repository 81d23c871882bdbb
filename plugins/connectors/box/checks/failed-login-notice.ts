import { defineCheck, derived, settingWithin, whole } from '@casbah/sdk'
import { z } from 'zod'
import { untold } from './settings.ts'

export const failedLoginNotice = defineCheck({
  name: 'failed-login-notice',
  title: 'Administrators hear of failed sign-ins',
  description: 'Somebody who tries passwords is heard of before one of them fits.',
  severity: 'LOW',
  category: 'alerting',
  points: 3,
  reads: ['settings'],
  parameters: z.object({
    attempts: whole({ least: 1, most: 100, usual: 10 }, 'Failed attempts after which administrators are told.'),
  }),
  remediation:
    'In *Admin Console → Enterprise Settings → Security* let the administrator be notified after 10 failed attempts or fewer.',
  frameworks: derived({ 'NIST 800-53': 'SI-4(5)', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.16' }),
  judge: settingWithin(
    'settings.security.failed_login_attempts_to_trigger_admin_notification.value',
    { least: 1, most: 'attempts' },
    {
      say: (count, { most }) =>
        `Administrators are told after ${count} failed attempts (0: never); at most ${most} are asked for.`,
      unknown: untold('whether administrators hear of failed sign-ins'),
    },
  ),
})
