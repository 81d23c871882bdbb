import { defineCheck, derived, judgeParsed } from '@casbah/sdk'
import { CUSTOM } from './custom-level.ts'
import { passwordLevels } from './shapes.ts'

const HIGH = 300
const NAMES: Record<number, string> = { 100: 'low', 200: 'medium', 300: 'high', 350: 'recommended' }

export const passwordLevel = defineCheck({
  name: 'password-level',
  title: 'Passwords of team members are of the high level at least',
  description: 'The low and medium levels let in passwords of five and six characters, which are guessed in no time.',
  severity: 'MEDIUM',
  category: 'password',
  points: 6,
  reads: ['security'],
  remediation:
    'In Admin Center open *Account → Security → Team member authentication*, and under *Password security level* choose *Recommended*.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/security_settings/',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: judgeParsed({ security: passwordLevels }, 'Zendesk did not say the password level.', ({ security }) => {
    const { security_policy_id: level } = security.security_settings.authentication.agent
    if (level === CUSTOM)
      return { status: 'NOT_APPLICABLE', message: 'The level is a custom one; custom-password judges it.' }
    const message = `The password level is ${NAMES[level] ?? level}.`
    return { status: level >= HIGH ? 'PASS' : 'FAIL', message, values: { level } }
  }),
})
