import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '1.7' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC1.3' },
  ],
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
