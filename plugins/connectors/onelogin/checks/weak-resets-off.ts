import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { judgeUserPolicies } from './policies.ts'

const settings = z.object({ enable_sms_password_reset: z.boolean(), enable_question_password_reset: z.boolean() })

export const weakResetsOff = defineCheck({
  name: 'weak-resets-off',
  title: 'A text message or a question resets no password',
  description:
    'A number can be taken over at the phone company, and an answer be found; either then replaces the password.',
  severity: 'MEDIUM',
  category: 'password',
  points: 6,
  reads: ['policySettings'],
  remediation:
    'In the admin console open *Security → Policies*, choose the policy, and under *Password reset* turn off reset by SMS and by security questions.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: read =>
    judgeUserPolicies(read.policySettings, settings, {
      holds: settings => !settings.enable_sms_password_reset && !settings.enable_question_password_reset,
      say: 'reset no password by text message or question',
    }),
})
