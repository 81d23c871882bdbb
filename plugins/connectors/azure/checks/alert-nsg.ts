import { defineCheck } from '@casbah/sdk'
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
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '6.1.2.3' },
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '6.1.2.4' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-4', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.3', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.16', derived: true },
  ],
  judge: judgeAlerts(
    ['Microsoft.Network/networkSecurityGroups/write', 'Microsoft.Network/networkSecurityGroups/delete'],
    'changes of network security groups',
  ),
})
