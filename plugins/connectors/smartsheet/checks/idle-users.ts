import { daysOf, defineCheck, derived, judgeIdle, judgeParsed } from '@casbah/sdk'
import { UNREAD_USERS, users } from './shapes.ts'

export const idleUsers = defineCheck({
  name: 'idle-users',
  title: 'Active users have signed in within 90 days',
  description: 'Nobody notices when the account of somebody who has left is used by another.',
  severity: 'LOW',
  category: 'inactive',
  points: 4,
  reads: ['users'],
  parameters: daysOf(90, 'Days that a user may be away.'),
  remediation: 'In *Admin Center → User Management* deactivate each user named here who is not needed any more.',
  remediationAction: 'deactivate-user',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.18' }),
  judge: judgeParsed({ users }, UNREAD_USERS, (read, { days }: { days: number }) =>
    judgeIdle(
      read.users.flatMap(({ status, is, lastLogin }) => (status === 'ACTIVE' ? [{ ...is, lastSeen: lastLogin }] : [])),
      { days, who: 'active users', unknown: 'Smartsheet did not tell readably when users last signed in.' },
    ),
  ),
})
