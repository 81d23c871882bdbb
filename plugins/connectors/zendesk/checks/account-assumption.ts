import { defineCheck, derived, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'

const SHORT = new Set(['off', 'day', 'week'])
const settings = z.object({
  security_settings: z.looseObject({ assumable: z.boolean(), assumption_duration: z.string().nullish() }),
})

export const accountAssumption = defineCheck({
  name: 'account-assumption',
  title: 'Zendesk’s staff may sign in for a week at most, or not at all',
  description:
    'Account assumption lets Zendesk’s own people act as your users. Left on, what helped with one question stays open to whoever gets at their tools.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 5,
  reads: ['security'],
  remediation:
    'In Admin Center open *Account → Security → Advanced → Account assumption* and turn it off, or allow it for a day or a week when support asks.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/security_settings/',
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judge: judgeParsed({ security: settings }, 'Zendesk did not say whether its staff may sign in.', ({ security }) => {
    const { assumable, assumption_duration: span } = security.security_settings
    if (!assumable) return { status: 'PASS', message: 'Zendesk’s staff may not sign in.', values: { assumable } }
    if (!span) return { status: 'CANNOT_TELL', message: 'Zendesk did not say for how long its staff may sign in.' }
    const message = `Zendesk’s staff may sign in; it was allowed for: ${span}.`
    return { status: SHORT.has(span) ? 'PASS' : 'FAIL', message, values: { span } }
  }),
})
