import { defineCheck, derived, judgeSubjects } from '@casbah/sdk'
import { holdersIn } from './holders.ts'
import { withSecondFactor } from './second-factors.ts'

export const adminsMfa = defineCheck({
  name: 'admins-mfa',
  title: 'Every administrator has a second factor',
  description:
    'Whoever may modify all data can read, change and export everything; such an account must not hang on a password.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 10,
  reads: ['modifyAllData', 'secondFactors'],
  remediation:
    'Have the users that are named register an authenticator app or a security key: *Settings → Advanced User Details → App Registration*.',
  url: 'https://help.salesforce.com/s/articleView?id=sf.security_overview_2fa.htm&type=5',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1' }),
  judge: read => {
    const admins = holdersIn(read.modifyAllData)
    const having = withSecondFactor(read.secondFactors)
    if (!admins?.length || !having)
      return { status: 'CANNOT_TELL', message: 'The administrators and their second factors could not be read.' }
    const subjects = admins.map(({ id, name }) => ({ name, passed: having.has(id), account: id }))
    return judgeSubjects(subjects, {
      say: (passing, all) => `${passing} of ${all} administrators have a second factor.`,
      none: 'There are no administrators.',
    })
  },
})
