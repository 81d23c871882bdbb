import { defineCheck, derived } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'
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
  frameworks: [...cis6('6.1.2.1'), ...derived({ 'NIST 800-53': 'SI-4', 'SOC 2': 'CC7.3', 'ISO 27001': 'A.8.16' })],
  judge: judgeAlerts(['Microsoft.Authorization/policyAssignments/write'], 'new policy assignments'),
})
