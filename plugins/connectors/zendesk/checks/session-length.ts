import { defineCheck, derived, judgeParsed, whole } from '@casbah/sdk'
import { z } from 'zod'
import { sessionDuration } from './shapes.ts'

const UNKNOWN = 'Zendesk did not say how long sessions last.'

export const sessionLength = defineCheck({
  name: 'session-length',
  title: 'No session lasts longer than 12 hours',
  description:
    'A session that is in use, by whomever, never becomes idle. A longest life makes everybody prove anew who they are.',
  severity: 'MEDIUM',
  category: 'session',
  points: 5,
  reads: ['security'],
  parameters: z.object({
    minutes: whole({ least: 1, most: 43_200, usual: 12 * 60 }, 'Minutes that a session may last.'),
  }),
  remediation:
    'In Admin Center open *Account → Security → Advanced → Authentication*, turn on *Maximum session duration* and set it to 12 hours or less.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/security_settings/',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeParsed({ security: sessionDuration }, UNKNOWN, ({ security }, { minutes }) => {
    const { maximum_session_duration_enabled: bounded, maximum_session_duration: longest } = security.security_settings
    if (!bounded) return { status: 'FAIL', message: 'Sessions in use last for ever.', values: { bounded } }
    if (longest == null) return { status: 'CANNOT_TELL', message: UNKNOWN }
    const message = `Sessions last at most ${longest} minutes; at most ${minutes} are asked for.`
    return { status: longest > 0 && longest <= minutes ? 'PASS' : 'FAIL', message, values: { longest } }
  }),
})
