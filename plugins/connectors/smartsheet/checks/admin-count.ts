import { defineCheck, derived, judgeRowCount, mostOf } from '@casbah/sdk'
import { UNREAD_USERS, user } from './shapes.ts'

export const adminCount = defineCheck({
  name: 'admin-count',
  title: 'Few users are System Admins',
  description:
    'Each may remove users, take over what they own and act in their names; one who is taken over is enough.',
  severity: 'HIGH',
  category: 'admin',
  points: 7,
  reads: ['users'],
  each: 'users',
  parameters: mostOf(5, 'How many System Admins there may be.'),
  remediation: 'In *Admin Center → User Management* open each user named here who can do with less, *Edit roles*.',
  remediationAction: 'deactivate-user',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judgeRow: row => {
    const { is, admin, status } = user.parse(row)
    return admin && status === 'ACTIVE' ? { ...is, passed: false } : null
  },
  judge: judgeRowCount('users', {
    fewest: 1,
    say: (count, { most }) => `${count} users are System Admins; at most ${most} should be.`,
    unknown: UNREAD_USERS,
  }),
})
