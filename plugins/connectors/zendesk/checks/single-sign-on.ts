import { defineCheck, derived, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'

const agent = z.looseObject({ enforce_sso: z.boolean(), zendesk_login: z.boolean() })
const settings = z.object({ security_settings: z.object({ authentication: z.object({ agent }) }) })

export const singleSignOn = defineCheck({
  name: 'single-sign-on',
  title: 'Team members sign in by single sign-on alone',
  description:
    'A password of Zendesk’s own stays good when somebody leaves, and knows nothing of the factor and the device that the identity provider asks for.',
  severity: 'HIGH',
  category: 'sso',
  points: 8,
  reads: ['security'],
  remediation:
    'In Admin Center open *Account → Security → Team member authentication*, choose *External authentication*, and let *Zendesk authentication* be off or single sign-on be enforced.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/security_settings/',
  frameworks: derived({ 'NIST 800-53': 'IA-2', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.16' }),
  judge: judgeParsed({ security: settings }, 'Zendesk did not say how team members sign in.', ({ security }) => {
    const { enforce_sso: enforced, zendesk_login: passwords } = security.security_settings.authentication.agent
    const passed = enforced || !passwords
    const message = `Team members ${passed ? 'sign in by single sign-on alone' : 'may sign in by a password of Zendesk'}.`
    return { status: passed ? 'PASS' : 'FAIL', message, values: { enforced, passwords } }
  }),
})
