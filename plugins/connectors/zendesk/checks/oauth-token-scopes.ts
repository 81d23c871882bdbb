import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { tokenSubject } from './token-subject.ts'

const BROAD = new Set(['write', 'impersonate'])

export const oauthTokenScopes = defineCheck({
  name: 'oauth-token-scopes',
  title: 'OAuth tokens have narrow scopes',
  description:
    'A token that may write everything, or act as any user, is as much as an administrator without a second factor.',
  severity: 'MEDIUM',
  category: 'oauth',
  points: 6,
  reads: ['oauthTokens'],
  each: 'oauthTokens',
  remediationAction: 'delete-oauth-token',
  remediation:
    'In Admin Center open *Apps and integrations → APIs → OAuth clients*, allow the clients named here no more than the scopes of what they do, such as `tickets:write`, and have them ask for new tokens.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/oauth/oauth_tokens/',
  frameworks: derived({ 'NIST 800-53': 'CM-7(5)', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.19' }),
  judgeRow: row => {
    const { name, account, scopes } = tokenSubject(row)
    const detail = scopes.length === 0 ? 'no scopes: everything' : `scopes ${scopes.join(' ')}`
    return { name, passed: scopes.length > 0 && !scopes.some(scope => BROAD.has(scope)), detail, account }
  },
  judge: judgeRows('oauthTokens', {
    say: (passing, all) => `${passing} of ${all} OAuth tokens have narrow scopes.`,
    none: 'There are no OAuth tokens.',
  }),
})
