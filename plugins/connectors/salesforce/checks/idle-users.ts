import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'

const rows = z.array(z.looseObject({ Id: z.string(), Username: z.string(), LastLoginDate: z.string() }))

export const idleUsers = defineCheck({
  name: 'idle-users',
  title: 'No active employee is idle for 90 days',
  description: 'Accounts that nobody uses are taken over unnoticed.',
  severity: 'MEDIUM',
  category: 'inactive',
  points: 5,
  reads: ['idleEmployees'],
  // The query asks for what should not be; whoever may not ask it gets an error.
  emptyPasses: ['idleEmployees'],
  touchedBy: ['activateduser', 'deactivateduser'],
  remediation: 'Freeze or deactivate the users that are named.',
  remediationAction: 'freeze-user',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-2(3)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.2', derived: true },
  ],
  judge: read => {
    const parsed = rows.safeParse(read.idleEmployees)
    if (!parsed.success) return { status: 'CANNOT_TELL', message: 'The users could not be read.' }
    const subjects = parsed.data.map(one => ({
      name: one.Username,
      passed: false,
      detail: `last login ${one.LastLoginDate.slice(0, 10)}`,
      account: one.Id,
    }))
    return {
      status: subjects.length === 0 ? 'PASS' : 'FAIL',
      message: `${subjects.length} active employees did not sign in for 90 days.`,
      subjects,
    }
  },
})
