import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3' }),
  judge: read => judgeGroup(read, 'LoginAccessPolicies'),
})
