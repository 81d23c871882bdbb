import { defineCheck, derived } from '@casbah/sdk'

/** The API says nothing of it, so people look. */
export const accessTokens = defineCheck({
  name: 'access-tokens',
  title: 'Access tokens are known, and revoked when done',
  description:
    'A token does all that its user may, for years, past the second factor. Smartsheet lists each token to its owner alone; the events say who made one.',
  severity: 'MEDIUM',
  category: 'tokens',
  points: 5,
  reads: [],
  touchedBy: ['ACCESS_TOKEN-*'],
  remediation:
    'Look at the activities *token.create* of the last year; ask each owner to revoke what is done in *Account → Personal Settings → API Access*.',
  frameworks: derived({ 'NIST 800-53': ['IA-5', 'AC-2(3)'], 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
})
