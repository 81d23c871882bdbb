import { defineCheck, derived, judgeRowCount, mostOf } from '@casbah/sdk'
import { UNREAD_USERS, user } from './shapes.ts'

export const adminCount = defineCheck({
  name: 'admin-count',
  title: 'Few users administer',
  description: 'Each administrator may read every file, change who sees it, and let in anybody else.',
  severity: 'HIGH',
  category: 'admin',
  points: 7,
  reads: ['users'],
  each: 'users',
  parameters: mostOf(5, 'How many administrators there may be.'),
  remediation:
    'In *Settings → Users & Groups* open each user named here who can do with less, and choose *Power User*.',
  remediationAction: 'deactivate-user',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judgeRow: row => {
    const { is, userType, active } = user.parse(row)
    return active && userType === 'admin' ? { ...is, passed: false } : null
  },
  judge: judgeRowCount('users', {
    fewest: 1,
    say: (count, { most }) => `${count} users administer; at most ${most} should.`,
    unknown: UNREAD_USERS,
  }),
})
