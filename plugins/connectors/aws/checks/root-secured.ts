import { defineCheck, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { cis3 } from '../benchmark.ts'
import { rootUser } from './shapes.ts'

const UNKNOWN = 'AWS did not say whether the root user has a second factor or access keys.'

export const rootSecured = defineCheck({
  name: 'root-secured',
  title: 'Root user has a second factor and no access keys',
  description:
    'No policy limits the root user. Whoever has its password or one of its keys owns the account, its backups included.',
  severity: 'CRITICAL',
  category: 'admin',
  points: 10,
  reads: ['accountSummary'],
  touchedBy: ['iam:EnableMFADevice', 'iam:DeactivateMFADevice', 'iam:CreateAccessKey', 'iam:DeleteAccessKey'],
  remediation:
    'Sign in as root, open *Security credentials*, assign a second factor (best a hardware key) and delete all access keys.',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html',
  frameworks: cis3('1.4', '1.5'),
  judge: judgeParsed({ accountSummary: rootUser }, UNKNOWN, ({ accountSummary: { mfa, keys } }) => {
    const subjects = [
      { name: 'second factor', passed: mfa === 1 },
      { name: 'no access keys', passed: keys === 0 },
    ]
    const message = `The root user has ${mfa === 1 ? 'a' : 'no'} second factor and ${keys === 0 ? 'no' : keys} access keys.`
    return judgeSubjects(subjects, { say: () => message, none: message })
  }),
})
