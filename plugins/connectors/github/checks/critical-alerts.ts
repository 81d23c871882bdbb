import { defineCheck, derived, judgeCount, stated } from '@casbah/sdk'
import { judgeAlert } from './alerts.ts'

export const criticalAlerts = defineCheck({
  name: 'critical-alerts',
  title: 'No critical alert of Dependabot is open',
  description: 'For critical holes in packages there is mostly code to use them within days of their becoming known.',
  severity: 'HIGH',
  category: 'vulnerability',
  points: 6,
  reads: ['criticalAlerts'],
  each: 'criticalAlerts',
  emptyPasses: ['criticalAlerts'],
  remediation:
    'Open the organisation’s *Security → Dependabot*, filter by *severity:critical*, and merge the updates or dismiss what does not apply with its reason.',
  frameworks: [
    ...stated({ 'OpenSSF Scorecard': 'Vulnerabilities' }),
    ...derived({ 'NIST 800-53': 'RA-5', 'SOC 2': 'CC7.1' }),
  ],
  judgeRow: judgeAlert('dependency.package.name'),
  judge: ({ criticalAlerts }) =>
    judgeCount(criticalAlerts, {
      most: 0,
      say: count => `Open critical alerts of Dependabot: ${count}.`,
      unknown: 'GitHub did not list the alerts, which it shows to owners and security managers.',
    }),
})
