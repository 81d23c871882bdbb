import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { UNREAD_USERS, user } from './shapes.ts'

export const lockedUsers = defineCheck({
  name: 'locked-users',
  title: 'No locked account is left as it is',
  description:
    'A lock means too many wrong passwords: somebody forgot theirs, or guesses. Egnyte does not tell since when.',
  severity: 'LOW',
  category: 'inactive',
  points: 3,
  reads: ['users'],
  each: 'users',
  remediation: 'In *Settings → Users & Groups* ask each user named here, then unlock the account or deactivate it.',
  remediationAction: 'deactivate-user',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.18' }),
  judgeRow: row => {
    const { is, active, locked } = user.parse(row)
    return active ? { ...is, passed: !locked } : null
  },
  judge: judgeRows('users', {
    say: (passing, all) => `${all - passing} of ${all} active users are locked.`,
    none: { status: 'CANNOT_TELL', message: UNREAD_USERS },
  }),
})
