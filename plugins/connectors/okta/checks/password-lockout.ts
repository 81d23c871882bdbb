import { defineCheck, derived, whole } from '@casbah/sdk'
import { z } from 'zod'
import { stig } from '../benchmark.ts'
import { judgePasswords } from './password-policies.ts'

const LIMIT = 10

export const passwordLockout = defineCheck({
  name: 'password-lockout',
  title: `Accounts lock after ${LIMIT} wrong passwords`,
  description: 'Without a lock, guessing goes on until it succeeds.',
  severity: 'MEDIUM',
  category: 'password',
  points: 5,
  reads: ['passwordPolicies'],
  parameters: z.object({
    attempts: whole({ least: 1, most: 100, usual: LIMIT }, 'Wrong passwords after which an account locks.'),
  }),
  remediation:
    'In the admin console open *Security → Authenticators → Password*. Edit each active policy: set *Lock out user after* to 10 unsuccessful attempts or fewer; the STIG asks for 3.',
  frameworks: [
    ...stig('OKTA-APP-000170'),
    ...derived({ 'NIST 800-53': 'AC-7', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  ],
  judge: judgePasswords(z.object({ lockout: z.object({ maxAttempts: z.number() }) }), {
    holds: ({ lockout }, { attempts }) => lockout.maxAttempts >= 1 && lockout.maxAttempts <= Number(attempts),
    say: ({ attempts }) => `lock after at most ${String(attempts)} wrong passwords`,
  }),
})
