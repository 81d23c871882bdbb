import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { UNREAD_USERS, user } from './shapes.ts'

export const pendingInvitations = defineCheck({
  name: 'pending-invitations',
  title: 'No invitation waits for an answer',
  description:
    'Whoever gets hold of the mailbox accepts it, and is in. Smartsheet does not tell since when an invitation waits.',
  severity: 'LOW',
  category: 'provisioning',
  points: 3,
  reads: ['users'],
  each: 'users',
  remediation:
    'In *Admin Center → User Management* filter by *Invited* and remove each user named here who did not come.',
  frameworks: derived({ 'NIST 800-53': 'AC-2(1)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.16' }),
  judgeRow: row => {
    const { is, status } = user.parse(row)
    return { ...is, passed: status !== 'PENDING' && status !== 'DECLINED', detail: status }
  },
  judge: judgeRows('users', {
    say: (passing, all) => `${all - passing} of ${all} users were invited and did not come.`,
    none: { status: 'CANNOT_TELL', message: UNREAD_USERS },
  }),
})
