import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { UNREAD_USERS, user } from './shapes.ts'

export const singleSignOn = defineCheck({
  name: 'single-sign-on',
  title: 'Staff sign in through the identity provider',
  description: 'A password of Egnyte’s stays good when somebody leaves. Administrators and power users are staff.',
  severity: 'HIGH',
  category: 'sso',
  points: 8,
  reads: ['users'],
  each: 'users',
  remediation: 'In *Settings → Users & Groups* open each user named here and set *Authentication* to *SSO* or *AD*.',
  frameworks: derived({ 'NIST 800-53': ['IA-2', 'IA-8'], 'SOC 2': 'CC6.1', 'ISO 27001': ['A.5.16', 'A.8.5'] }),
  judgeRow: row => {
    const { is, userType, authType, active } = user.parse(row)
    return active && userType !== 'standard' ? { ...is, passed: authType !== 'egnyte' } : null
  },
  judge: judgeRows('users', {
    say: (passing, all) => `${all - passing} of ${all} administrators and power users have a password of Egnyte’s.`,
    none: { status: 'CANNOT_TELL', message: UNREAD_USERS },
  }),
})
