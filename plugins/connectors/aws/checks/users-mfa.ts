import { defineCheck, derived } from '@casbah/sdk'
import { cis3 } from '../benchmark.ts'
import { judgeReport, NO_PASSWORDS, PASSWORD_CHANGES, passwordUsers, REPORT } from './report.ts'

export const usersMfa = defineCheck({
  name: 'users-mfa',
  title: 'Every user with a console password has a second factor',
  description: 'A guessed or phished password alone opens the console of a user without a second factor.',
  severity: 'HIGH',
  category: 'mfa',
  points: 9,
  reads: REPORT,
  touchedBy: ['iam:EnableMFADevice', 'iam:DeactivateMFADevice', ...PASSWORD_CHANGES],
  remediation:
    'In *IAM → Users* open each user named here, and under *Security credentials* assign a second factor, or disable console access where it is not needed.',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html',
  frameworks: [...cis3('1.10'), ...derived({ 'CIS Controls': '6.5' })],
  judge: judgeReport(
    report => passwordUsers(report).map(line => ({ name: line.user ?? '', passed: line.mfa_active === 'true' })),
    {
      say: (passing, all) => `${all - passing} of ${all} users with a console password have no second factor.`,
      none: NO_PASSWORDS,
    },
  ),
})
