import { defineCheck } from '@casbah/sdk'
import { judgeGroup } from './health-group.ts'

export const loginAccess = defineCheck({
  name: 'login-access',
  title: 'Administrators cannot log in as anybody',
  description: 'Who can log in as any user can do anything in the name of anybody, without being asked.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 5,
  reads: ['healthSettings'],
  remediation: 'Open *Setup → Login Access Policies* and turn off *Administrators Can Log in as Any User*.',
  url: 'https://help.salesforce.com/s/articleView?id=xcloud.security_health_check.htm&type=5',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6(5)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3', derived: true },
  ],
  judge: read => judgeGroup(read, 'LoginAccessPolicies'),
})
