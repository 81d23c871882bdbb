import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { oauthApp } from './shapes.ts'

export const oauthGrantTypes = defineCheck({
  name: 'oauth-grant-types',
  title: 'Apps take tokens by code alone',
  description:
    'With the implicit flow tokens stand in addresses, and with the password flow users give their password to the app. Both were given up for the code flow with PKCE.',
  severity: 'MEDIUM',
  category: 'oauth',
  points: 6,
  reads: ['apps'],
  each: 'apps',
  remediation:
    'In the admin console open *Applications*, open each app named, and under *General → Grant type* clear *Implicit* and *Resource Owner Password*.',
  frameworks: derived({ 'NIST 800-53': 'CM-7(5)', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.19' }),
  judgeRow: row => {
    const { label, status, signOnMode, settings } = oauthApp.parse(row)
    if (status !== 'ACTIVE' || signOnMode !== 'OPENID_CONNECT') return null
    const grants = settings?.oauthClient?.grant_types
    if (!grants) return 'UNCLEAR'
    const old = grants.filter(grant => grant === 'implicit' || grant === 'password')
    return { name: label, passed: old.length === 0, detail: grants.join(', ') }
  },
  judge: judgeRows('apps', {
    say: (passing, all) => `${passing} of ${all} OpenID Connect apps use neither the implicit nor the password flow.`,
    none: 'There are no OpenID Connect apps.',
  }),
})
