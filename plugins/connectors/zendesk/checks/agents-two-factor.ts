import { defineCheck, derived, judgeParsed, judgeTally, type RowTally } from '@casbah/sdk'
import { z } from 'zod'
import { activeMember, nameOf } from './active-member.ts'
import { agentSignIn } from './shapes.ts'

const tally = z.custom<RowTally>(value => value !== undefined)

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
  // Who never signs in by password is not said to have a second factor or not.
  judgeRow: row => {
    const member = activeMember(row)
    if (!member) return null
    const { two_factor_auth_enabled: enrolled } = member
    return typeof enrolled === 'boolean' ? { ...nameOf(member), passed: enrolled } : 'UNCLEAR'
  },
  judge: judgeParsed(
    { security: agentSignIn, team: tally },
    'Zendesk did not say how team members sign in.',
    ({ security, team }) => {
      const { enforce_sso: enforced, zendesk_login: passwords } = security.security_settings.authentication.agent
      if (enforced || !passwords)
        return {
          status: 'NOT_APPLICABLE',
          message: 'Team members sign in by single sign-on alone, which asks for the factor.',
        }
      return judgeTally(team, {
        say: (passing, all) => `${passing} of ${all} team members have a second factor.`,
        none: { status: 'CANNOT_TELL', message: 'The list names no team member who may sign in.' },
      })
    },
  ),
})
