import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { passwordAtLeast } from './password-rule.ts'

export const passwordReuse = defineCheck({
  name: 'password-reuse',
  title: 'Old console passwords cannot be used again',
  description: 'Whoever goes back to an old password goes back to one that may have leaked since.',
  severity: 'LOW',
  category: 'password',
  points: 3,
  reads: ['passwordPolicy'],
  parameters: z.object({
    least: z.number().int().min(1).max(24).default(24).describe('Fewest former passwords that are refused.'),
  }),
  remediation:
    'In *IAM → Account settings → Password policy* choose *Custom* and *Prevent password reuse*, and enter 24.',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  frameworks: [
    { framework: 'CIS AWS Foundations', version: '7.0', requirement: '2.9' },
    { framework: 'CIS Controls', version: '8.1', requirement: '5.2' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5(1)', derived: true },
  ],
  judge: passwordAtLeast(
    'PasswordReusePrevention',
    (value, least) => `The last ${value} passwords are refused; ${least} are asked for.`,
  ),
})
