import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { eachPolicy } from './each-policy.ts'

export const noWideImpersonation = defineCheck({
  name: 'no-wide-impersonation',
  title: 'Nobody may act as all service accounts of a project',
  description:
    'With Service Account User or Token Creator on a project a person can become every service account in it, also those that are made later.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 6,
  remediation:
    'In *IAM & Admin → IAM* take these roles away and give them in *Service Accounts → Permissions* of the single accounts that are needed.',
  remediationAction: 'remove-iam-binding',
  frameworks: [...cis('1.7'), ...derived({ 'NIST 800-53': 'AC-6' }), ...stated({ 'SOC 2': 'CC1.3' })],
  ...eachPolicy(
    'placePolicies',
    (member, role) =>
      /^(user|group|domain):/.test(member) && /^roles\/iam\.serviceAccount(User|TokenCreator)$/.test(role),
    {
      say: (passing, all) => `${passing} of ${all} places let nobody act as all of their service accounts.`,
      none: 'There are no IAM policies.',
    },
  ),
})
