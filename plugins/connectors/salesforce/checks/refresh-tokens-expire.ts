import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

const rows = z.array(z.looseObject({ Name: z.string(), RefreshTokenValidityPeriod: z.number().nullable() }))

export const refreshTokensExpire = defineCheck({
  name: 'refresh-tokens-expire',
  title: 'Refresh tokens of connected apps expire',
  description: 'A refresh token without an end lets whoever copied it in for years.',
  severity: 'MEDIUM',
  category: 'oauth',
  points: 4,
  reads: ['connectedApps'],
  remediation:
    'For each app open *Setup → Connected Apps → Manage Connected Apps → Edit Policies* and set *Refresh Token Policy* to expire.',
  url: 'https://help.salesforce.com/s/articleView?id=xcloud.connected_app_manage_oauth.htm&type=5',
  frameworks: derived({ 'NIST 800-53': 'CM-7(5)', 'SOC 2': 'CC6.8' }),
  judge: judgeParsed({ connectedApps: rows }, 'The connected apps could not be read.', read =>
    judgeSubjects(
      read.connectedApps.map(one => ({ name: one.Name, passed: (one.RefreshTokenValidityPeriod ?? 0) > 0 })),
      {
        say: (passing, all) => `${passing} of ${all} connected apps have refresh tokens that expire.`,
        none: 'There are no connected apps.',
      },
    ),
  ),
})
