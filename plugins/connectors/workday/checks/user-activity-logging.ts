import { defineCheck, derived, settingIs } from '@casbah/sdk'
import { notSaid, tenantSetting } from './tenant-setting.ts'

export const userActivityLogging = defineCheck({
  name: 'user-activity-logging',
  title: 'User activity is logged',
  description:
    'Switched off, nobody can say afterwards who looked at whose pay, and Casbah sees no more than sign-ons.',
  severity: 'HIGH',
  category: 'logging',
  points: 8,
  reads: ['tenantSecurity'],
  remediation: 'Run *Edit Tenant Setup - System* and check *Enable User Activity Logging*.',
  frameworks: derived({ 'NIST 800-53': 'AU-6', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.15' }),
  judge: settingIs(tenantSetting('User_Activity_Logging'), '1', {
    others: ['0'],
    say: value => `User activity is ${value === '1' ? '' : 'not '}logged.`,
    unknown: notSaid('User_Activity_Logging'),
  }),
})
