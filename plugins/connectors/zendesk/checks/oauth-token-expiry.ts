import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { tokenSubject } from './token-subject.ts'

export const oauthTokenExpiry = defineCheck({
  name: 'oauth-token-expiry',
  title: 'OAuth tokens end by themselves',
  description:
    'A token without an end works for as long as the account is there, in whichever file or log it was left.',
  severity: 'MEDIUM',
  category: 'oauth',
  points: 5,
  reads: ['oauthTokens'],
  each: 'oauthTokens',
  remediationAction: 'delete-oauth-token',
  remediation:
    'Let the programs named here ask for tokens that expire (`expires_in`) and refresh them; then delete the old ones.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/oauth/oauth_tokens/',
  frameworks: derived({ 'NIST 800-53': 'CM-7(5)', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.19' }),
  judgeRow: row => {
    const { name, account, expires_at: end } = tokenSubject(row)
    return { name, passed: Boolean(end), detail: end ? `ends ${end.slice(0, 10)}` : 'no end', account }
  },
  judge: judgeRows('oauthTokens', {
    say: (passing, all) => `${passing} of ${all} OAuth tokens end by themselves.`,
    none: 'There are no OAuth tokens.',
  }),
})
