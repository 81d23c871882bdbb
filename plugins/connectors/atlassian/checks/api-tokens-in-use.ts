import { daysOf, defineCheck, derived, judgeRows } from '@casbah/sdk'
import { daysBetween, judgeAge, nowIn } from './age.ts'
import { credential, nameOf, ownerOf } from './credential.ts'

export const apiTokensInUse = defineCheck({
  name: 'api-tokens-in-use',
  title: 'API tokens were used within 90 days',
  description:
    'A token that nobody uses is one that nobody misses, and nobody watches. It opens all that its owner may open.',
  severity: 'MEDIUM',
  category: 'keys',
  points: 5,
  reads: ['apiTokens', 'serverInfo'],
  each: 'apiTokens',
  parameters: daysOf(90, 'Days without use after which a token counts as idle.'),
  remediation:
    'In Atlassian Administration open *Security → API tokens*, sort by last use, and revoke each token named here.',
  remediationAction: 'revoke-api-tokens',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judgeRow: (row, read, { days: most }) => {
    const one = credential.parse(row)
    const days = daysBetween(one.lastActiveAt || one.createdAt, nowIn(read))
    const detail = one.lastActiveAt ? `last used ${days} days ago` : `never used in the ${days} days since it was made`
    return judgeAge({ name: nameOf(one), ...ownerOf(one), detail }, days, most)
  },
  judge: judgeRows('apiTokens', {
    say: (passing, all, { days }) => `${all - passing} of ${all} API tokens were not used for more than ${days} days.`,
    none: 'There is no API token of a managed account.',
  }),
})
