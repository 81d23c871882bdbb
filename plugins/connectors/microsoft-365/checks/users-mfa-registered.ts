import { defineCheck, derived, judgeRows, stated } from '@casbah/sdk'
import { registration, toSubject } from './registrations.ts'

export const usersMfaRegistered = defineCheck({
  name: 'users-mfa-registered',
  title: 'Every user has a second factor',
  description:
    'Who has not set up a second factor sets it up at the next sign-in, and so may whoever has the password.',
  severity: 'HIGH',
  category: 'mfa',
  points: 8,
  reads: ['registrations'],
  each: 'registrations',
  judgeRow: found => {
    const row = registration.parse(found)
    return (row.userType ?? 'member') === 'member' ? toSubject(row) : null
  },
  remediation:
    'Ask those who are named to open *aka.ms/mfasetup*, or start a registration campaign under *Protection → Authentication methods → Registration campaign*.',
  frameworks: [...stated({ 'CIS Controls': '6.3' }), ...derived({ 'NIST 800-53': 'IA-2(1)' })],
  judge: judgeRows('registrations', {
    say: (passing, all) => `${passing} of ${all} members have a second factor.`,
    none: { status: 'CANNOT_TELL', message: 'The list names no members, so it is not whole.' },
  }),
})
