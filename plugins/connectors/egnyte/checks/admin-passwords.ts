import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { z } from 'zod'
import { UNREAD_USERS, user } from './shapes.ts'

export const adminPasswords = defineCheck({
  name: 'admin-passwords',
  title: 'No administrator signs in with a password of Egnyte’s',
  description:
    'The identity provider’s second factor and its rules do not hold for such a password, which opens everything.',
  severity: 'HIGH',
  category: 'mfa',
  points: 8,
  reads: ['users'],
  each: 'users',
  parameters: z.object({
    emergency: z.array(z.string()).default([]).describe('User names kept for when the identity provider fails.'),
  }),
  remediation: 'In *Settings → Users & Groups* open each user named here and set *Authentication* to *SSO*.',
  frameworks: derived({ 'NIST 800-53': ['IA-2(1)', 'IA-2(2)'], 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judgeRow: (row, _, { emergency }) => {
    const { is, userType, authType, active } = user.parse(row)
    if (!active || userType !== 'admin' || emergency.includes(is.name)) return null
    return { ...is, passed: authType !== 'egnyte' }
  },
  judge: judgeRows('users', {
    say: (passing, all) => `${all - passing} of ${all} administrators sign in with a password of Egnyte’s.`,
    none: { status: 'CANNOT_TELL', message: UNREAD_USERS },
  }),
})
