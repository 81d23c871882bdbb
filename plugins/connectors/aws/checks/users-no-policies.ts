import { defineCheck, judgeRows, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
import { userWithPolicies } from './shapes.ts'

export const usersNoPolicies = defineCheck({
  name: 'users-no-policies',
  title: 'Users get their rights by groups alone',
  description:
    'Rights that hang on single users are forgotten when somebody changes the team, and nobody sees who may do what.',
  severity: 'LOW',
  category: 'admin',
  points: 3,
  reads: ['users'],
  each: 'users',
  emptyPasses: ['users'],
  touchedBy: ['iam:AttachUserPolicy', 'iam:DetachUserPolicy', 'iam:PutUserPolicy', 'iam:DeleteUser*'],
  remediation:
    'In *IAM → Users → Permissions* of each user named here remove the policies, and add the user to a group that has them.',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  frameworks: [...cis7('2.13'), ...stated({ 'NIST 800-53': 'AC-6' })],
  judgeRow: row => {
    const { UserName, UserId, policies } = userWithPolicies.parse(row)
    return { name: UserName, account: UserId, passed: policies.length === 0, detail: policies.join(', ') }
  },
  judge: judgeRows('users', {
    say: (passing, all) => `${all - passing} of ${all} users have policies of their own.`,
    none: { status: 'PASS', message: 'There are no IAM users.' },
  }),
})
