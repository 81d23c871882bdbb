import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { flagsAre, judgeSetting } from './settings.ts'

export const superAdminRecoveryOff = defineCheck({
  name: 'super-admin-recovery-off',
  title: 'Super administrators cannot recover their accounts by themselves',
  description:
    'Recovery by phone or a private mailbox is a second, weaker way into the strongest accounts. Another super administrator can help instead.',
  severity: 'HIGH',
  category: 'admin',
  points: 7,
  reads: ['policies'],
  remediation:
    'In the admin console open *Security → Authentication → Account recovery → Super admin account recovery* and turn it off.',
  frameworks: [...cis('4.1.2.1'), ...stated({ 'CISA SCuBA': 'GWS.COMMONCONTROLS.8.1v1' })],
  judge: judgeSetting({
    setting: 'security.super_admin_account_recovery',
    fields: ['enableAccountRecovery'],
    holds: value => flagsAre(value, { enableAccountRecovery: false }),
  }),
})
