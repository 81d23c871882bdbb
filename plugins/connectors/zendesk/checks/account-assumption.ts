import { defineCheck, judgeParsed } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.2', derived: true },
  ],
  judge: judgeParsed({ security: settings }, 'Zendesk did not say whether its staff may sign in.', ({ security }) => {
    const { assumable, assumption_duration: span } = security.security_settings
    if (!assumable) return { status: 'PASS', message: 'Zendesk’s staff may not sign in.', values: { assumable } }
    if (!span) return { status: 'CANNOT_TELL', message: 'Zendesk did not say for how long its staff may sign in.' }
    const message = `Zendesk’s staff may sign in; it was allowed for: ${span}.`
    return { status: SHORT.has(span) ? 'PASS' : 'FAIL', message, values: { span } }
  }),
})
