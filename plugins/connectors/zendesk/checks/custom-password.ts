import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { askedFor, CUSTOM, customLevel, wanted } from './custom-level.ts'

export const customPassword = defineCheck({
  name: 'custom-password',
  title: 'A custom password level is a strong one',
  description:
    'A custom level may ask for less than the ones that Zendesk offers. Length, mixed signs and a lock after some tries are what makes guessing hopeless.',
  severity: 'MEDIUM',
  category: 'password',
  points: 6,
  reads: ['security'],
  parameters: wanted,
  remediation:
    'In Admin Center open *Account → Security → Team member authentication*, and under *Password security level* edit *Custom*: at least 12 characters, numbers and special characters, mixed case, a lock after at most 10 tries, no local part of the e-mail address.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/security_settings/',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: judgeListed(
    { security: customLevel },
    'Zendesk did not say the password level.',
    ({ security: { security_policy_id: level, password } }, parameters) => {
      if (level !== CUSTOM) return { status: 'NOT_APPLICABLE', message: 'The password level is no custom one.' }
      if (!password) return { status: 'CANNOT_TELL', message: 'Zendesk did not say what the custom level asks for.' }
      return askedFor(password, parameters)
    },
    { say: (passing, all) => `The custom level asks for ${passing} of ${all} things that it should.` },
  ),
})
