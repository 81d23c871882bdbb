import { at, defineCheck } from '@casbah/sdk'
import { listOf } from '../xml.ts'

const RESULT = 'ListEntitiesForPolicyResponse.ListEntitiesForPolicyResult'

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
  frameworks: [
    { framework: 'CIS AWS Foundations', version: '3.0.0', requirement: '1.17' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IR-7', derived: true },
  ],
  judge: ({ supporters }) => {
    const found = at(supporters, RESULT)
    if (at(found, 'IsTruncated') === undefined)
      return { status: 'CANNOT_TELL', message: 'AWS did not list who has the policy AWSSupportAccess.' }
    const count = ['PolicyUsers', 'PolicyGroups', 'PolicyRoles'].flatMap(list => listOf(at(found, list))).length
    return {
      status: count > 0 ? 'PASS' : 'FAIL',
      message: `${count} users, groups and roles have the policy AWSSupportAccess.`,
      values: { count },
    }
  },
})
