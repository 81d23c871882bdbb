import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { activeUser } from './users.ts'

export const twoStepVerification = defineCheck({
  name: 'two-step-verification',
  title: 'Every user has two-step verification',
  description:
    'A password alone is found by guessing, by fake pages, or in a leak from elsewhere. What Atlassian counts is its own second step and that which an authentication policy demands.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 10,
  reads: ['users'],
  each: 'users',
  touchedBy: ['mfa_*', 'authentication_policy_*'],
  remediation:
    'In Atlassian Administration open *Security → Authentication policies*, edit each policy and set *Two-step verification* to *Required*. Users who sign in by single sign-on alone are asked for the second step by the identity provider: see that it does.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judgeRow: row => {
    const person = activeUser(row)
    if (!person) return null
    if (typeof person.mfaEnabled !== 'boolean') return 'UNCLEAR'
    return { name: person.name, account: person.accountId, passed: person.mfaEnabled }
  },
  judge: judgeRows('users', {
    say: (passing, all) => `${passing} of ${all} active users have two-step verification.`,
    none: { status: 'CANNOT_TELL', message: 'Atlassian named no active user.' },
  }),
})
