import { daysOf, defineCheck, derived, judgeIdle, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'
import { teamMember } from '../team-member.ts'
import { nameOf } from './active-member.ts'

const UNKNOWN = 'Zendesk did not say readably when team members signed in last.'

export const idleAgents = defineCheck({
  name: 'idle-agents',
  title: 'Team members have signed in within 90 days',
  description:
    'An account that nobody uses is one that nobody misses when it is taken over, and a seat that is paid for.',
  severity: 'MEDIUM',
  category: 'accounts',
  points: 4,
  reads: ['team'],
  parameters: daysOf(90, 'Days without a sign-in that are allowed.'),
  remediationAction: 'suspend-user',
  remediation: 'In Admin Center open *People → Team → Team members* and suspend or downgrade those named here.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/users/users/',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.18' }),
  judge: judgeParsed({ team: z.array(teamMember).min(1) }, UNKNOWN, ({ team }, { days }) => {
    const members = team.filter(({ active, suspended }) => active !== false && !suspended)
    const seen = members.map(member => ({ ...nameOf(member), lastSeen: member.last_login_at }))
    return judgeIdle(seen, { days, who: 'team members', unknown: UNKNOWN })
  }),
})
