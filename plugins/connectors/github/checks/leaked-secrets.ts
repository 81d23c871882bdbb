import { defineCheck, derived, judgeCount, stated } from '@casbah/sdk'
import { judgeAlert } from './alerts.ts'

export const leakedSecrets = defineCheck({
  name: 'leaked-secrets',
  title: 'No alert about a secret in code is open',
  description:
    'A secret that was pushed is known to all who can read the repository, and to everybody if it was ever public.',
  severity: 'HIGH',
  category: 'keys',
  points: 7,
  reads: ['secretAlerts'],
  each: 'secretAlerts',
  emptyPasses: ['secretAlerts'],
  remediation:
    'Open the organisation’s *Security → Secret scanning*; revoke each secret where it is used, then close the alert as *Revoked*.',
  frameworks: [
    ...stated({ 'OpenSSF Scorecard': 'Vulnerabilities' }),
    ...derived({ 'NIST 800-53': 'RA-5', 'ISO 27001': 'A.8.8' }),
  ],
  judgeRow: judgeAlert('secret_type'),
  judge: ({ secretAlerts }) =>
    judgeCount(secretAlerts, {
      most: 0,
      say: count => `Open alerts about secrets in code: ${count}.`,
      unknown: 'GitHub did not list the alerts, which it shows to owners and security managers.',
    }),
})
