import { defineCheck, derived, settingWithin, whole } from '@casbah/sdk'
import { z } from 'zod'
import { untold } from './settings.ts'

export const passwordReuse = defineCheck({
  name: 'password-reuse',
  title: 'The last 5 passwords are not taken again',
  description: 'A password that had to be changed is known to somebody else, and must not come back.',
  severity: 'LOW',
  category: 'password',
  points: 3,
  reads: ['settings'],
  parameters: z.object({
    passwords: whole({ least: 1, most: 24, usual: 5 }, 'Earlier passwords that are not taken again.'),
  }),
  remediation:
    'In *Admin Console → Enterprise Settings → Security → Password Requirements* set *Prevent reuse of previous passwords* to 5 or more.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: settingWithin(
    'settings.security.previous_password_reuse_limit.value',
    { least: 'passwords' },
    {
      say: (count, { least }) => `The last ${count} passwords are not taken again; ${least} are asked for.`,
      unknown: untold('readably which passwords may be used again'),
    },
  ),
})
