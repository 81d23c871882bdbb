import { defineCheck, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'
import { teamMember } from './team-member.ts'

const DAYS = 90
const DAY_MS = 86_400_000

export const idleAgents = defineCheck({
  name: 'idle-agents',
  title: `Team members have signed in within ${DAYS} days`,
  description:
    'An account that nobody uses is one that nobody misses when it is taken over, and a seat that is paid for.',
  severity: 'MEDIUM',
  category: 'accounts',
  points: 4,
  reads: ['team'],
  parameters: z.object({
    days: z.number().int().min(1).max(3_650).default(DAYS).describe('Days without a sign-in that are allowed.'),
  }),
  remediationAction: 'suspend-user',
  remediation: 'In Admin Center open *People → Team → Team members* and suspend or downgrade those named here.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/users/users/',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-2(3)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.2', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.18', derived: true },
  ],
  // Counted from the newest sign-in of all: in an account in use that is today.
  judge: judgeParsed(
    { team: z.array(teamMember).min(1) },
    'The team members could not be read.',
    ({ team }, { days: most }) => {
      const active = team.filter(({ active, suspended }) => active !== false && !suspended)
      const newest = Math.max(...active.flatMap(({ last_login_at: at }) => (at ? [Date.parse(at)] : [])))
      if (!Number.isFinite(newest))
        return { status: 'CANNOT_TELL', message: 'Zendesk did not say readably when team members signed in last.' }
      const subjects = active.map(({ id, name, email, last_login_at: at }) => {
        const days = at ? Math.floor((newest - Date.parse(at)) / DAY_MS) : null
        const detail = days === null ? 'never signed in' : `last signed in ${days} days before the newest sign-in`
        return { name: email ?? name, account: String(id), passed: days !== null && days <= most, detail }
      })
      return judgeSubjects(subjects, {
        say: (passing, all) => `${all - passing} of ${all} team members have not signed in for ${most} days.`,
        none: { status: 'CANNOT_TELL', message: 'The list names no team member who may sign in.' },
      })
    },
  ),
})
