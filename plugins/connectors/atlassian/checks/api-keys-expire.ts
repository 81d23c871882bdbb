import { daysOf, defineCheck, derived, judgeRows } from '@casbah/sdk'
import { judgeLifetime } from './lifetime.ts'

/** Atlassian’s own longest, with a day for the clock. */
const DAYS = 366

export const apiKeysExpire = defineCheck({
  name: 'api-keys-expire',
  title: `Organisation API keys expire within ${DAYS} days`,
  description:
    'An API key of the organisation administers accounts, groups and policies without belonging to anybody. When it never ends, nobody is made to ask who still holds it.',
  severity: 'MEDIUM',
  category: 'keys',
  points: 6,
  reads: ['apiKeys'],
  each: 'apiKeys',
  parameters: daysOf(DAYS, 'Most days from creation to expiry.'),
  remediation:
    'In Atlassian Administration open *Organization settings → API keys*, revoke each key named here, and create one that expires where it is still needed.',
  frameworks: derived({ 'NIST 800-53': 'IA-5', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judgeRow: (row, _, { days }) => judgeLifetime(row, days),
  judge: judgeRows('apiKeys', {
    say: (passing, all, { days }) =>
      `${passing} of ${all} API keys of the organisation expire within ${days} days of their creation.`,
    none: { status: 'CANNOT_TELL', message: 'Atlassian named no API key, and this was asked for by one.' },
  }),
})
