import { daysOf, defineCheck, derived, judgeRows } from '@casbah/sdk'
import { fineGrainedToken } from './shapes.ts'

export const tokenExpiry = defineCheck({
  name: 'token-expiry',
  title: 'Fine-grained tokens expire within a year',
  description:
    'A token that never ends outlives the laptop it lay on, the project it was for, and at times the employment of its owner.',
  severity: 'MEDIUM',
  category: 'keys',
  points: 5,
  reads: ['personalAccessTokens'],
  each: 'personalAccessTokens',
  emptyPasses: ['personalAccessTokens'],
  remediationAction: 'revoke-fine-grained-token',
  parameters: daysOf(366, 'Days after it was let in that a token may last.'),
  remediation:
    'Open *Organization settings → Personal access tokens → Settings*, set *Maximum lifetime* for fine-grained tokens, and revoke the tokens found here.',
  frameworks: derived({ 'NIST 800-53': 'IA-5', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judgeRow: (row, _, { days }) => {
    const { lasts, ...token } = fineGrainedToken.parse(row)
    if (Number.isNaN(lasts)) return 'UNCLEAR'
    const detail = lasts === Infinity ? 'never ends' : `ends ${Math.round(lasts)} days after it was let in`
    return { ...token, passed: lasts <= days, detail }
  },
  judge: judgeRows('personalAccessTokens', {
    say: (passing, all, { days }) => `${passing} of ${all} fine-grained tokens end within ${days} days.`,
    none: 'No fine-grained token was let in.',
  }),
})
