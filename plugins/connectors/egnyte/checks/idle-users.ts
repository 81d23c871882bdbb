import { daysOf, defineCheck, derived, judgeIdle, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'
import { UNREAD_USERS, user } from './shapes.ts'

const users = z.array(z.intersection(user, z.looseObject({ lastActiveDate: z.string().nullish() }))).min(1)

export const idleUsers = defineCheck({
  name: 'idle-users',
  title: 'Active users have been there within 90 days',
  description: 'Nobody notices when the account of somebody who has left is used by another.',
  severity: 'LOW',
  category: 'inactive',
  points: 4,
  reads: ['users'],
  parameters: daysOf(90, 'Days that a user may be away.'),
  remediation: 'In *Settings → Users & Groups* deactivate each user named here who is not needed any more.',
  remediationAction: 'deactivate-user',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.18' }),
  judge: judgeParsed({ users }, UNREAD_USERS, (read, { days }: { days: number }) =>
    judgeIdle(
      read.users.flatMap(({ active, is, lastActiveDate }) => (active ? [{ ...is, lastSeen: lastActiveDate }] : [])),
      { days, who: 'active users', unknown: 'Egnyte did not tell readably when users were there last.' },
    ),
  ),
})
