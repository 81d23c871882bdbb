import { defineCheck, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'
import { activeIn, nameOf } from './users.ts'

const DAY_MS = 86_400_000

export const idleUsers = defineCheck({
  name: 'idle-users',
  title: 'No active user has been away for 90 days',
  description: 'Nobody misses the account of somebody who has left, and nobody sees when another signs in with it.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 5,
  reads: ['users'],
  parameters: z.object({
    days: z.number().int().min(1).max(365).default(90).describe('Days without a sign-in that are let pass.'),
  }),
  touchedBy: ['13', '15', '16', '17', '21', '32', '530', '533', '551'],
  remediation:
    'In the admin console open *Users*, sort by *Last login*, and suspend or delete those who are no longer with you.',
  remediationAction: 'suspend-user',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-2(3)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.2', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.18', derived: true },
  ],
  // Measured from the newest sign-in of all: an account in use has one of today.
  judge: (read, { days: most }) => {
    const users = activeIn(read.users)
    const times = users?.flatMap(({ last_login: last }) => (last ? [Date.parse(last)] : [])) ?? []
    if (!users || times.length === 0 || times.some(Number.isNaN))
      return { status: 'CANNOT_TELL', message: 'OneLogin did not tell readably when users signed in last.' }
    const newest = Math.max(...times)
    const subjects = users.map(user => {
      const days = user.last_login ? Math.floor((newest - Date.parse(user.last_login)) / DAY_MS) : null
      const detail = days === null ? 'never signed in' : `last signed in ${days} days before the newest sign-in`
      return { name: nameOf(user), account: String(user.id), passed: days !== null && days <= most, detail }
    })
    return judgeSubjects(subjects, {
      say: (passing, all) => `${all - passing} of ${all} active users have not signed in for more than ${most} days.`,
      none: 'There are no active users.',
    })
  },
})
