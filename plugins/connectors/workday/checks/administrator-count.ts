import { defineCheck, derived, judgeRowCount, mostOf } from '@casbah/sdk'
import { memberOf } from './member-of.ts'

export const administratorCount = defineCheck({
  name: 'administrator-count',
  title: 'At most 5 administrators of security and set-up',
  description:
    'Whoever administers security gives rights to anybody, themselves included. Each is one more account to be taken over.',
  severity: 'HIGH',
  category: 'admin',
  points: 8,
  reads: ['accounts'],
  each: 'accounts',
  parameters: mostOf(5, 'Most administrators that there should be.'),
  remediation:
    'Run *View Security Group* for *Security Administrator* and *Setup Administrator*, and take out those who do not need it by *Assign Users to User-Based Security Group*.',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judgeRow: memberOf('Security Administrator', 'Setup Administrator'),
  judge: judgeRowCount('accounts', {
    fewest: 1,
    say: (count, { most }) => `There are ${count} administrators; at most ${most} are asked for.`,
    unknown:
      'The report “Casbah Accounts” shows nobody in these groups. Add Security_Groups_group with the column Group_Name.',
  }),
})
