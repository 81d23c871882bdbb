import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

const rows = z.array(z.looseObject({ name: z.string(), refresh_token_lifespan: z.string().nullish() })).min(1)
const UNREAD = 'No OAuth clients were listed. Let Casbah’s user read oauth_entity.'

export const tokenLifespan = defineCheck({
  name: 'token-lifespan',
  title: 'Refresh tokens end within a hundred days',
  description: 'A token that was left somewhere works until it ends.',
  severity: 'MEDIUM',
  category: 'oauth',
  points: 5,
  reads: ['oauthClients'],
  parameters: z.object({ days: z.number().int().min(1).default(100).describe('Days that a refresh token may last.') }),
  remediation:
    'In *System OAuth → Application Registry* open the programs named here and lower *Refresh Token Lifespan*.',
  frameworks: derived({ 'NIST 800-53': 'CM-7(5)', 'SOC 2': 'CC6.8' }),
  judge: judgeParsed({ oauthClients: rows }, UNREAD, ({ oauthClients }, { days }: { days: number }) =>
    judgeSubjects(
      oauthClients.map(({ name, refresh_token_lifespan: seconds }) => {
        const lasts = /^\d+$/.test(seconds ?? '') ? Math.ceil(Number(seconds) / 86_400) : null
        return { name, passed: lasts === null ? null : lasts <= days, detail: `${lasts ?? 'unknown'} days` }
      }),
      { say: (some, all) => `${some} of ${all} programs have tokens that end within ${days} days.`, none: UNREAD },
    ),
  ),
})
