import { defineCheck, derived, stated } from '@casbah/sdk'
import { z } from 'zod'
import { cis7 } from '../benchmark.ts'
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
  frameworks: [...cis7('2.9'), ...stated({ 'CIS Controls': '5.2' }), ...derived({ 'NIST 800-53': 'IA-5(1)' })],
  judge: passwordAtLeast(
    'PasswordReusePrevention',
    (value, least) => `The last ${value} passwords are refused; ${least} are asked for.`,
  ),
})
