import { defineCheck, derived } from '@casbah/sdk'
import { cis3 } from '../benchmark.ts'
import { entitiesIn } from './entities.ts'

export const supportRole = defineCheck({
  name: 'support-role',
  title: 'Somebody may open cases with AWS Support',
  description: 'In an incident the company needs AWS, and whoever may call it must not first be made an administrator.',
  severity: 'LOW',
  category: 'ir',
  points: 2,
  reads: ['supporters'],
  touchedBy: ['iam:Attach*', 'iam:Detach*', 'iam:DeleteRole'],
  remediation:
    'In *IAM → Roles* create a role for those who handle incidents, and attach the policy *AWSSupportAccess*.',
  url: 'https://docs.aws.amazon.com/awssupport/latest/user/accessing-support.html',
  frameworks: [...cis3('1.17'), ...derived({ 'NIST 800-53': 'IR-7' })],
  judge: ({ supporters }) => {
    const count = entitiesIn(supporters)?.length
    if (count === undefined)
      return { status: 'CANNOT_TELL', message: 'AWS did not list who has the policy AWSSupportAccess.' }
    const message = `${count} users, roles and groups have the policy AWSSupportAccess.`
    return { status: count > 0 ? 'PASS' : 'FAIL', message, values: { count } }
  },
})
