import { defineCheck, derived, judgeIdle, judgeParsed, whole } from '@casbah/sdk'
import { z } from 'zod'

const DAYS = 90
const UNKNOWN = 'Okta did not show when administrators signed in.'
const users = z.array(
  z.looseObject({
    value: z.looseObject({
      id: z.string(),
      status: z.string(),
      lastLogin: z.string().nullable(),
      profile: z.looseObject({ login: z.string() }).nullish(),
    }),
  }),
)

export const adminsActive = defineCheck({
  name: 'admins-active',
  title: `Administrators have signed in within ${DAYS} days`,
  description:
    'Nobody notices when an account is used that its owner has forgotten. With an administrator role it is an open back door.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 6,
  reads: ['adminUsers'],
  parameters: z.object({ days: whole({ least: 1, most: 730, usual: DAYS }, 'Days without a sign-in.') }),
  remediationAction: 'suspend-user',
  remediation:
    'In the admin console open *Security → Administrators* and take the roles of those who no longer sign in; suspend the accounts of those who left.',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.18' }),
  judge: judgeParsed({ adminUsers: users }, UNKNOWN, ({ adminUsers }, { days }: { days: number }) =>
    judgeIdle(
      adminUsers
        .filter(({ value }) => value.status === 'ACTIVE')
        .map(({ value: { id, lastLogin, profile } }) => ({
          name: profile?.login ?? id,
          account: id,
          lastSeen: lastLogin,
        })),
      { days, who: 'administrators', unknown: UNKNOWN },
    ),
  ),
})
