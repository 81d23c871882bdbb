import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { judgeUser, NO_USERS } from './judge-user.ts'

export const noDeviceExemption = defineCheck({
  name: 'no-device-exemption',
  title: 'No user is exempt from device limits',
  description: 'Who is exempt may have the files on any number of devices, each of which can be lost.',
  severity: 'LOW',
  category: 'device',
  points: 3,
  reads: ['users'],
  each: 'users',
  remediation: 'In *Admin Console → Users & Groups* open each user named here and clear *Exempt from device limits*.',
  frameworks: derived({ 'NIST 800-53': 'AC-19', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.1' }),
  judgeRow: row => judgeUser(row, user => user.is_exempt_from_device_limits, 'exempt from device limits'),
  judge: judgeRows('users', {
    say: (good, all) => `${all - good} of ${all} active users are exempt from device limits.`,
    none: NO_USERS,
  }),
})
