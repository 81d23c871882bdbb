import { defineCheck, derived, judgeIdle, judgeParsed, whole } from '@casbah/sdk'
import { z } from 'zod'
import { adminUsers } from './shapes.ts'

const UNKNOWN = 'Okta did not show when administrators signed in.'

export const adminsActive = defineCheck({
  name: 'admins-active',
  title: 'Administrators have signed in within 90 days',
  description:
    'Nobody notices when an account is used that its owner has forgotten. With an administrator role it is an open back door.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 6,
  reads: ['adminUsers'],
  parameters: z.object({ days: whole({ least: 1, most: 730, usual: 90 }, 'Days without a sign-in.') }),
  remediationAction: 'suspend-user',
  remediation:
    'In the admin console open *Security → Administrators* and take the roles of those who no longer sign in; suspend the accounts of those who left.',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.18' }),
  judge: judgeParsed({ adminUsers }, UNKNOWN, ({ adminUsers }, { days }: { days: number }) => {
    const active = adminUsers.map(({ value }) => value).filter(({ status }) => status === 'ACTIVE')
    const seen = active.map(({ id, lastLogin, profile }) => ({
      name: profile?.login ?? id,
      account: id,
      lastSeen: lastLogin,
    }))
    return judgeIdle(seen, { days, who: 'administrators', unknown: UNKNOWN })
  }),
})
