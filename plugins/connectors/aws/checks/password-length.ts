import { defineCheck, stated } from '@casbah/sdk'
import { z } from 'zod'
import { cis7 } from '../benchmark.ts'
import { passwordAtLeast } from './password-rule.ts'

export const passwordLength = defineCheck({
  name: 'password-length',
  title: 'Console passwords are long',
  description: 'Short passwords are guessed, by whoever has a list of those that people like.',
  severity: 'MEDIUM',
  category: 'password',
  points: 4,
  reads: ['passwordPolicy'],
  parameters: z.object({
    least: z.number().int().min(6).max(128).default(14).describe('Fewest characters of a password.'),
  }),
  remediation: 'In *IAM → Account settings → Password policy* choose *Custom* and set *Password minimum length* to 14.',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  frameworks: [...cis7('2.8'), ...stated({ 'CIS Controls': '5.2', 'NIST 800-53': 'IA-5' })],
  judge: passwordAtLeast(
    'MinimumPasswordLength',
    (value, least) => `Passwords have at least ${value} characters; ${least} are asked for.`,
  ),
})
