import { defineCheck, judgeCount } from '@casbah/sdk'
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
    { framework: 'OpenSSF Scorecard', requirement: 'Vulnerabilities' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'RA-5', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.1', derived: true },
  ],
  judgeRow: judgeAlert('dependency.package.name'),
  judge: ({ criticalAlerts }) =>
    judgeCount(criticalAlerts, {
      most: 0,
      say: count => `Open critical alerts of Dependabot: ${count}.`,
      unknown: 'GitHub did not list the alerts, which it shows to owners and security managers.',
    }),
})
