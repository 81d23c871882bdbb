import { defineCheck, derived } from '@casbah/sdk'
import { judgeGroup } from './health-group.ts'

export const sessionSettings = defineCheck({
  name: 'session-settings',
  title: 'Session settings meet the baseline',
  description: 'Long sessions that are bound to nothing can be stolen and used elsewhere.',
  severity: 'HIGH',
  category: 'session',
  points: 8,
  reads: ['healthSettings'],
  remediation:
    'Open *Setup → Session Settings*: shorten the timeout, lock sessions to their domain, require HttpOnly, keep clickjack and CSRF protection on.',
  url: 'https://help.salesforce.com/s/articleView?id=xcloud.security_health_check.htm&type=5',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1' }),
  judge: read => judgeGroup(read, 'SessionSettings'),
})
