import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { judgeUserPolicies } from './policies.ts'

const settings = z.object({
  enforce_compromised_credentials_check: z.boolean(),
  enforce_account_password_blacklist: z.boolean(),
})

export const breachedPasswords = defineCheck({
  name: 'breached-passwords',
  title: 'Known and leaked passwords are refused',
  description:
    'Passwords of other leaks are tried first. OneLogin knows lists of them and can refuse whatever stands there.',
  severity: 'MEDIUM',
  category: 'password',
  points: 6,
  reads: ['policySettings'],
  remediation:
    'In the admin console open *Security → Policies*, choose the policy, and under *Password* turn on the check for compromised credentials and the password blacklist.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: read =>
    judgeUserPolicies(read.policySettings, settings, {
      holds: settings => settings.enforce_compromised_credentials_check && settings.enforce_account_password_blacklist,
      say: 'refuse known and leaked passwords',
    }),
})
