import { defineCheck, judgeListed, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
import { policies } from './shapes.ts'

export const policiesNotAll = defineCheck({
  name: 'policies-not-all',
  title: 'No policy of the account allows everything',
  description:
    'A policy that allows every action on everything makes an administrator of whoever has it, under a name that does not say so.',
  severity: 'HIGH',
  category: 'admin',
  points: 7,
  reads: ['ownPolicies', 'policyVersions'],
  emptyPasses: ['ownPolicies', 'policyVersions'],
  touchedBy: ['iam:CreatePolicy*', 'iam:SetDefaultPolicyVersion', 'iam:DeletePolicy', 'iam:Attach*', 'iam:Detach*'],
  remediation:
    'In *IAM → Policies* edit each policy named here so that it names the actions and resources that are needed.',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  frameworks: [...cis7('2.14'), ...stated({ 'ISO 27001': 'A.8.2', 'NIST 800-53': 'AC-6' })],
  judge: judgeListed(
    { policyVersions: policies },
    'AWS did not show what the policies of the account say.',
    read => read.policyVersions.map(({ name, isOpen }) => ({ name, passed: isOpen === null ? null : !isOpen })),
    {
      say: (passing, all) => `${all - passing} of ${all} attached policies of the account allow everything.`,
      none: { status: 'PASS', message: 'No policy of the account is attached to anybody.' },
    },
  ),
})
