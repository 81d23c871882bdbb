import { defineCheck, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

const DAYS = 90
const DAY_MS = 86_400_000
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
  parameters: z.object({
    days: z.number().int().min(1).max(730).default(DAYS).describe('Days without a sign-in.'),
  }),
  remediationAction: 'suspend-user',
  remediation:
    'In the admin console open *Security → Administrators* and take the roles of those who no longer sign in; suspend the accounts of those who left.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-2(3)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.2', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.18', derived: true },
  ],
  // Measured from the newest sign-in among them: whoever looks at this has just signed in.
  judge: judgeParsed({ adminUsers: users }, UNKNOWN, ({ adminUsers }, { days: most }: { days: number }) => {
    const active = adminUsers.map(({ value }) => value).filter(({ status }) => status === 'ACTIVE')
    const newest = Math.max(...active.map(({ lastLogin }) => Date.parse(lastLogin ?? '') || 0))
    if (newest <= 0) return { status: 'CANNOT_TELL', message: UNKNOWN }
    const subjects = active.map(({ id, lastLogin, profile }) => {
      const days = lastLogin ? Math.floor((newest - Date.parse(lastLogin)) / DAY_MS) : null
      const detail = days === null ? 'never signed in' : `last signed in ${days} days before the newest sign-in`
      return { name: profile?.login ?? id, account: id, passed: days !== null && days <= most, detail }
    })
    return judgeSubjects(subjects, {
      say: (passing, all) => `${all - passing} of ${all} administrators have not signed in for more than ${most} days.`,
      none: { status: 'CANNOT_TELL', message: UNKNOWN },
    })
  }),
})
