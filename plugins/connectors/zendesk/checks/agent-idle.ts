import { defineCheck, derived, settingWithin, whole } from '@casbah/sdk'
import { z } from 'zod'

const HOURS = 8

export const agentIdle = defineCheck({
  name: 'agent-idle',
  title: `Idle team members are signed out after ${HOURS} hours`,
  description: 'A session that is left open, or stolen, is as good as a password until it ends.',
  severity: 'MEDIUM',
  category: 'session',
  points: 5,
  reads: ['security'],
  parameters: z.object({
    minutes: whole({ least: 1, most: 20_160, usual: HOURS * 60 }, 'Idle minutes after which it must sign out.'),
  }),
  remediation:
    'In Admin Center open *Account → Security → Advanced → Authentication* and set *Session expiration* for team members to 8 hours or less.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/security_settings/',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: settingWithin(
    'security.security_settings.agent_session_timeout',
    { least: 1, most: 'minutes' },
    {
      say: (minutes, { most }) =>
        `Team members are signed out after ${minutes} idle minutes; at most ${most} are asked for.`,
      unknown: 'Zendesk did not say after how long idle team members are signed out.',
    },
  ),
})
