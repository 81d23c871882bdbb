import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'

const rows = z.array(z.looseObject({ UserId: z.string(), AppName: z.string().nullable(), LastUsedDate: z.string() }))

export const idleOauthTokens = defineCheck({
  name: 'idle-oauth-tokens',
  title: 'No token of a connected app lies idle',
  description: 'A token that nobody uses is one that nobody misses when it is stolen.',
  severity: 'MEDIUM',
  category: 'oauth',
  points: 4,
  reads: ['idleTokens'],
  // The query asks for what should not be; whoever may not ask it gets an error.
  emptyPasses: ['idleTokens'],
  touchedBy: ['OAuthTokenRevoked'],
  remediation: 'Revoke them under *Setup → Connected Apps OAuth Usage*.',
  url: 'https://help.salesforce.com/s/articleView?id=xcloud.connected_app_manage_current_oauth_connections.htm&type=5',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-7(5)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
  ],
  judge: read => {
    const parsed = rows.safeParse(read.idleTokens)
    if (!parsed.success) return { status: 'CANNOT_TELL', message: 'The tokens of connected apps could not be read.' }
    const subjects = parsed.data.map(one => ({
      name: one.AppName ?? 'unnamed app',
      passed: false,
      detail: `last used ${one.LastUsedDate.slice(0, 10)}`,
      account: one.UserId,
    }))
    return {
      status: subjects.length === 0 ? 'PASS' : 'FAIL',
      message: `${subjects.length} tokens were not used for 90 days.`,
      subjects,
    }
  },
})
