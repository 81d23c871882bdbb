import { defineCheck, derived, settingWithin } from '@casbah/sdk'
import { notSaid, tenantSetting } from './tenant-setting.ts'

export const lockout = defineCheck({
  name: 'lockout',
  title: 'Between 3 and 10 wrong passwords lock an account',
  description:
    'Without a lock a password is tried until it is found; with too early a one, anybody locks out whom they like.',
  severity: 'MEDIUM',
  category: 'password',
  points: 4,
  reads: ['tenantSecurity'],
  remediation:
    'Run *Maintain Password Rules* and set the number of failed sign-ons that lock an account to between 3 and 10.',
  frameworks: derived({ 'NIST 800-53': 'AC-7', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: settingWithin(
    tenantSetting('Lockout_Attempts'),
    { least: 3, most: 10 },
    {
      say: (attempts, { least, most }) =>
        `${attempts} wrong passwords lock an account; ${least} to ${most} are asked for.`,
      unknown: notSaid('Lockout_Attempts'),
    },
  ),
})
