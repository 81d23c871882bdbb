import { defineCheck, derived, whole } from '@casbah/sdk'
import { z } from 'zod'
import { judgeUserPolicies } from './policies.ts'

const settings = z.object({ maximum_invalid_login_attempts: z.number(), lock_effective_minutes: z.number() })

export const lockout = defineCheck({
  name: 'lockout',
  title: 'Five wrong passwords lock a user for a quarter of an hour',
  description: 'Without a lock a program may guess for as long as it likes.',
  severity: 'MEDIUM',
  category: 'lockout',
  points: 5,
  reads: ['policySettings'],
  parameters: z.object({
    attempts: whole({ least: 3, most: 10, usual: 5 }, 'Wrong passwords after which a user is locked.'),
  }),
  remediation:
    'In the admin console open *Security → Policies*, choose the policy, and under *Sign in* lock users after 5 invalid attempts for at least 15 minutes.',
  frameworks: derived({ 'NIST 800-53': 'AC-7', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: (read, { attempts: most }) =>
    judgeUserPolicies(read.policySettings, settings, {
      holds: ({ maximum_invalid_login_attempts: attempts, lock_effective_minutes: minutes }) =>
        attempts > 0 && attempts <= most && (minutes === 0 || minutes >= 15),
      say: `lock a user after at most ${most} attempts, for 15 minutes or until an administrator unlocks`,
    }),
})
