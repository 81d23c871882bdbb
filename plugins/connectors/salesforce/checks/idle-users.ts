import { defineCheck, derived, judgeTally } from '@casbah/sdk'
import { unwanted } from './unwanted.ts'

export const idleUsers = defineCheck({
  name: 'idle-users',
  title: 'No active employee is idle for 90 days',
  description: 'Accounts that nobody uses are taken over unnoticed.',
  severity: 'MEDIUM',
  category: 'inactive',
  points: 5,
  reads: ['idleEmployees'],
  each: 'idleEmployees',
  // The query asks for what should not be; whoever may not ask it gets an error.
  emptyPasses: ['idleEmployees'],
  touchedBy: ['activateduser', 'deactivateduser'],
  remediation: 'Freeze or deactivate the users that are named.',
  remediationAction: 'freeze-user',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.2' }),
  judgeRow: row => unwanted(row, 'last login', { name: 'Username', time: 'LastLoginDate', account: 'Id' }),
  judge: read =>
    judgeTally(read.idleEmployees, {
      say: (_, all) => `${all} active employees did not sign in for 90 days.`,
      none: { status: 'PASS', message: 'No active employee is idle.' },
    }),
})
