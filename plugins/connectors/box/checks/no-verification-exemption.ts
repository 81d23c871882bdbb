import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { judgeUser, NO_USERS } from './judge-user.ts'

export const noVerificationExemption = defineCheck({
  name: 'no-verification-exemption',
  title: 'No user is exempt from login verification',
  description: 'Who is exempt signs in by the password alone, whatever is required of all others.',
  severity: 'MEDIUM',
  category: 'mfa',
  points: 6,
  reads: ['users'],
  each: 'users',
  remediation:
    'In *Admin Console → Users & Groups* open each user named here, *Edit user access permissions*, and clear *Exempt from 2-step verification*.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judgeRow: row => judgeUser(row, user => user.is_exempt_from_login_verification, 'exempt from login verification'),
  judge: judgeRows('users', {
    say: (good, all) => `${all - good} of ${all} active users are exempt from login verification.`,
    none: NO_USERS,
  }),
})
