import { defineCheck, derived, judgeParsed, judgeTally } from '@casbah/sdk'
import { secondFactorOf } from './active-member.ts'
import { signIn, teamTally } from './shapes.ts'

const UNKNOWN = 'Zendesk did not say how team members sign in.'
const BY_SSO = 'Team members sign in by single sign-on alone, which asks for the factor.'

export const agentsTwoFactor = defineCheck({
  name: 'agents-two-factor',
  title: 'Every team member has set up a second factor',
  description:
    'Where the second factor is a choice, those who did not choose it are the way in; where it was just required, they still wait for their next sign-in.',
  severity: 'HIGH',
  category: 'mfa',
  points: 8,
  reads: ['team', 'security'],
  each: 'team',
  remediation:
    'Have the team members named here set up *Two-factor authentication* in their profile, and require it under *Account → Security → Team member authentication*.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/users/users/',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judgeRow: secondFactorOf,
  judge: judgeParsed({ team: teamTally, security: signIn }, UNKNOWN, ({ team, security: { byPassword } }) => {
    if (!byPassword) return { status: 'NOT_APPLICABLE', message: BY_SSO }
    return judgeTally(team, {
      say: (passing, all) => `${passing} of ${all} team members have a second factor.`,
      none: { status: 'CANNOT_TELL', message: 'The list names no team member who may sign in.' },
    })
  }),
})
