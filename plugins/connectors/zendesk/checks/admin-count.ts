import { defineCheck, derived, judgeRowCount, mostOf } from '@casbah/sdk'
import { activeAdmin } from './active-member.ts'

export const adminCount = defineCheck({
  name: 'admin-count',
  title: 'At most 5 administrators',
  description: 'Each administrator is one more account that opens everything: settings, tokens, exports, all tickets.',
  severity: 'HIGH',
  category: 'admin',
  points: 6,
  reads: ['team'],
  parameters: mostOf(5, 'Most administrators that there should be.'),
  each: 'team',
  remediationAction: 'downgrade-role',
  remediation:
    'In Admin Center open *People → Team → Team members*, filter by the role *Admin*, and give those who do not need it another role.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/users/users/',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judgeRow: activeAdmin,
  judge: judgeRowCount('team', {
    fewest: 1,
    say: (count, { most }) => `There are ${count} administrators; at most ${most} are asked for.`,
    unknown: 'The list of team members does not say who is an administrator.',
  }),
})
