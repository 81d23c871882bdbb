import { defineCheck, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

const DAY = 86_400
const text = z.string().nullish()
const rows = z.array(z.looseObject({ name: z.string(), active: z.string(), refresh_token_lifespan: text })).min(1)

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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-7(5)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.19', derived: true },
  ],
  judge: judgeParsed(
    { oauthClients: rows },
    'No OAuth clients were listed. Let Casbah’s user read oauth_entity.',
    ({ oauthClients }, { days }: { days: number }) =>
      judgeSubjects(
        oauthClients
          .filter(({ active }) => active === 'true')
          .map(({ name, refresh_token_lifespan: seconds }) => {
            if (!seconds || !/^\d+$/.test(seconds)) return { name, passed: null }
            return { name, passed: Number(seconds) <= days * DAY, detail: `${Math.round(Number(seconds) / DAY)} days` }
          }),
        {
          say: (passing, all) => `Refresh tokens of ${passing} of ${all} programs end within ${days} days.`,
          none: 'No OAuth client is active.',
        },
      ),
  ),
})
