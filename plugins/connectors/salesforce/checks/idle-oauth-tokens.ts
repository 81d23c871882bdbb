import { defineCheck, derived, judgeTally } from '@casbah/sdk'
import { unwanted } from './unwanted.ts'

export const idleOauthTokens = defineCheck({
  name: 'idle-oauth-tokens',
  title: 'No token of a connected app lies idle',
  description: 'A token that nobody uses is one that nobody misses when it is stolen.',
  severity: 'MEDIUM',
  category: 'oauth',
  points: 4,
  reads: ['idleTokens'],
  each: 'idleTokens',
  // The query asks for what should not be; whoever may not ask it gets an error.
  emptyPasses: ['idleTokens'],
  touchedBy: ['OAuthTokenRevoked'],
  remediation: 'Revoke them under *Setup → Connected Apps OAuth Usage*.',
  url: 'https://help.salesforce.com/s/articleView?id=xcloud.connected_app_manage_current_oauth_connections.htm&type=5',
  frameworks: derived({ 'NIST 800-53': 'CM-7(5)', 'SOC 2': 'CC6.8' }),
  judgeRow: row => unwanted(row, 'last used', { name: 'AppName', time: 'LastUsedDate', account: 'UserId' }),
  judge: read =>
    judgeTally(read.idleTokens, {
      say: (_, all) => `${all} tokens were not used for 90 days.`,
      none: { status: 'PASS', message: 'No token is idle.' },
    }),
})
