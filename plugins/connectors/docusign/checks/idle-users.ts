import { daysOf, defineCheck, derived, judgeIdle, judgeParsed } from '@casbah/sdk'
import { untold } from './settings.ts'
import { users } from './shapes.ts'

const UNKNOWN = untold('when users last signed in')

export const idleUsers = defineCheck({
  name: 'idle-users',
  title: 'No active user has been away for 90 days',
  description: 'Nobody misses the account of somebody who has left, and nobody sees when another signs in with it.',
  severity: 'LOW',
  category: 'admin',
  points: 3,
  reads: ['users'],
  parameters: daysOf(90, 'Days of absence that are let pass.'),
  remediation: 'In *eSignature Settings → Users* close the membership of those named here who are no longer with you.',
  remediationAction: 'close-membership',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.18' }),
  judge: judgeParsed({ users }, UNKNOWN, (read, { days }: { days: number }) =>
    judgeIdle(
      read.users.map(({ userId, email, lastLogin }) => ({
        name: email || userId,
        account: userId,
        lastSeen: lastLogin,
      })),
      { days, who: 'active users', unknown: UNKNOWN },
    ),
  ),
})
