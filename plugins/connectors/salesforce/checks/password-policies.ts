import { defineCheck, derived } from '@casbah/sdk'
import { judgeGroup } from './health-group.ts'

export const passwordPolicies = defineCheck({
  name: 'password-policies',
  title: 'Password policies meet the baseline',
  description: 'Short or simple passwords and unlimited tries make guessing worth while.',
  severity: 'MEDIUM',
  category: 'password',
  points: 6,
  reads: ['healthSettings'],
  remediation:
    'Open *Setup → Password Policies* and raise length, complexity, history and lockout to the values of Health Check.',
  url: 'https://help.salesforce.com/s/articleView?id=xcloud.security_health_check.htm&type=5',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1' }),
  judge: read => judgeGroup(read, 'PasswordPolicies'),
})
