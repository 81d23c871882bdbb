import { defineCheck, derived, judgeRowCount, mostOf } from '@casbah/sdk'
import { administrator } from './judge-user.ts'

export const adminCount = defineCheck({
  name: 'admin-count',
  title: 'At most 6 administrators',
  description:
    'Each administrator and co-administrator is one more account by which settings are changed and files of others opened.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 6,
  reads: ['users'],
  each: 'users',
  parameters: mostOf(6, 'Most administrators that there should be.'),
  remediation:
    'In *Admin Console → Users & Groups* filter by *Co-Admins*, and take the role from those who do not need it.',
  remediationAction: 'deactivate-user',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judgeRow: administrator,
  judge: judgeRowCount('users', {
    fewest: 1,
    say: (count, { most }) => `There are ${count} administrators; at most ${most} are asked for.`,
    unknown: 'The list of users does not say who is an administrator.',
  }),
})
