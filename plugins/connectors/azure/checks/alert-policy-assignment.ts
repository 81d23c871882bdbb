import { defineCheck } from '@casbah/sdk'
import { judgeAlerts } from './alert-on.ts'

export const alertPolicyAssignment = defineCheck({
  name: 'alert-policy-assignment',
  title: 'Somebody hears of new policy assignments',
  description:
    'Policies decide what may be built and can change what is there. One that nobody knows of loosens what the others hold.',
  severity: 'MEDIUM',
  category: 'alerting',
  points: 4,
  reads: ['activityLogAlerts'],
  remediation:
    'In the Azure portal open *Monitor → Alerts → Create → Alert rule*, choose the subscription and the signal of the activity log, and an action group that somebody reads.',
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '6.1.2.1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-4', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.3', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.16', derived: true },
  ],
  judge: judgeAlerts(['Microsoft.Authorization/policyAssignments/write'], 'new policy assignments'),
})
