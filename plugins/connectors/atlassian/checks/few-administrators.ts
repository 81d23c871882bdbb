import { defineCheck, derived, judgeRowCount, mostOf } from '@casbah/sdk'
import { namedAdmin } from './users.ts'

export const fewAdministrators = defineCheck({
  name: 'few-administrators',
  title: 'At most 5 administrators of organisation and sites',
  description:
    'An administrator of the organisation reaches every app, every account of its domains and every setting of security. Each one more is one more account that opens everything.',
  severity: 'HIGH',
  category: 'admin',
  points: 7,
  reads: ['users'],
  each: 'users',
  parameters: mostOf(5, 'Most administrators that there should be.'),
  remediation:
    'In Atlassian Administration open *Directory → Users*, filter by role, and take *Organization admin* and *Site admin* from those who can work with *User access admin* or the role of one app.',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judgeRow: namedAdmin,
  judge: judgeRowCount('users', {
    fewest: 1,
    say: (count, { most }) =>
      `There are ${count} administrators of organisation and sites; at most ${most} are asked for.`,
    unknown: 'The list of users does not say who is an administrator.',
  }),
})
