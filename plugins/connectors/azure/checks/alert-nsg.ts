import { defineCheck, derived } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'
import { judgeAlerts } from './alert-on.ts'

export const alertNsg = defineCheck({
  name: 'alert-nsg',
  title: 'Somebody hears of changed network security groups',
  description: 'A rule that opens a network is the work of a moment, and a wall that is gone is seldom missed.',
  severity: 'MEDIUM',
  category: 'alerting',
  points: 4,
  reads: ['activityLogAlerts'],
  remediation:
    'In the Azure portal open *Monitor → Alerts → Create → Alert rule*, choose the subscription and the signal of the activity log, and an action group that somebody reads.',
  frameworks: [
    ...cis6('6.1.2.3', '6.1.2.4'),
    ...derived({ 'NIST 800-53': 'SI-4', 'SOC 2': 'CC7.3', 'ISO 27001': 'A.8.16' }),
  ],
  judge: judgeAlerts(
    ['Microsoft.Network/networkSecurityGroups/write', 'Microsoft.Network/networkSecurityGroups/delete'],
    'changes of network security groups',
  ),
})
