import { daysOf, defineCheck, derived, judgeRows } from '@casbah/sdk'
import { judgeLifetime } from './lifetime.ts'

/** Atlassian’s own longest, with a day for the clock. */
const DAYS = 366

export const apiTokensExpire = defineCheck({
  name: 'api-tokens-expire',
  title: `API tokens expire within ${DAYS} days`,
  description:
    'An API token has all rights of its owner and asks for no second factor. One that never ends is found years later in a script, a log or a laptop.',
  severity: 'HIGH',
  category: 'keys',
  points: 7,
  reads: ['apiTokens'],
  each: 'apiTokens',
  parameters: daysOf(DAYS, 'Most days from creation to expiry.'),
  remediation:
    'In Atlassian Administration open *Security → API tokens*, revoke each token named here and have its owner make one that expires. Under *Security → Authentication policies* set how long tokens may live.',
  remediationAction: 'revoke-api-tokens',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judgeRow: (row, _, { days }) => judgeLifetime(row, days),
  judge: judgeRows('apiTokens', {
    say: (passing, all, { days }) => `${passing} of ${all} API tokens expire within ${days} days of their creation.`,
    none: 'There is no API token of a managed account.',
  }),
})
