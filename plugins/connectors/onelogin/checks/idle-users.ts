import { defineCheck, derived, judgeIdle, whole } from '@casbah/sdk'
import { z } from 'zod'
import { activeIn, nameOf } from './users.ts'

export const idleUsers = defineCheck({
  name: 'idle-users',
  title: 'No active user has been away for 90 days',
  description: 'Nobody misses the account of somebody who has left, and nobody sees when another signs in with it.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 5,
  reads: ['users'],
  parameters: z.object({
    days: whole({ least: 1, most: 365, usual: 90 }, 'Days without a sign-in that are let pass.'),
  }),
  touchedBy: ['13', '15', '16', '17', '21', '32', '530', '533', '551'],
  remediation:
    'In the admin console open *Users*, sort by *Last login*, and suspend or delete those who are no longer with you.',
  remediationAction: 'suspend-user',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.18' }),
  judge: (read, { days }) => {
    const users = activeIn(read.users) ?? []
    return judgeIdle(
      users.map(user => ({ name: nameOf(user), account: String(user.id), lastSeen: user.last_login })),
      { days, who: 'active users', unknown: 'OneLogin did not tell readably when users signed in last.' },
    )
  },
})
