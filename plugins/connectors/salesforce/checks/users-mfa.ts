import { defineCheck, derived, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'
import { withSecondFactor } from './second-factors.ts'

const rows = z.array(z.looseObject({ Id: z.string(), Username: z.string() })).min(1)

export const usersMfa = defineCheck({
  name: 'users-mfa',
  title: 'Every employee has a second factor',
  description: 'A password alone is guessed, reused or phished. Codes by mail and text message do not count.',
  severity: 'HIGH',
  category: 'mfa',
  points: 8,
  reads: ['employees', 'secondFactors'],
  touchedBy: ['createduser', 'activateduser', 'deactivateduser'],
  remediation:
    'Turn on *Setup → Identity Verification → Require multi-factor authentication (MFA) for all direct UI logins*; users are then led to register. Those who come by single sign-on alone may have theirs there.',
  url: 'https://help.salesforce.com/s/articleView?id=sf.security_overview_2fa.htm&type=5',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1' }),
  judge: read => {
    const parsed = rows.safeParse(read.employees)
    const having = withSecondFactor(read.secondFactors)
    if (!parsed.success || !having) return { status: 'CANNOT_TELL', message: 'The second factors could not be read.' }
    const subjects = parsed.data.map(({ Id, Username }) => ({ name: Username, passed: having.has(Id), account: Id }))
    return judgeSubjects(subjects, {
      say: (passing, all) => `${passing} of ${all} active employees have a second factor.`,
      none: 'There are no active employees.',
    })
  },
})
