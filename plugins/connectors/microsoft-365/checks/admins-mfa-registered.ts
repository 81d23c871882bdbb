import { defineCheck, derived, judgeRows, stated } from '@casbah/sdk'
import { registration, toSubject } from './registrations.ts'

export const adminsMfaRegistered = defineCheck({
  name: 'admins-mfa-registered',
  title: 'Every administrator has a second factor',
  description:
    'Who has an administrator’s password has the organisation. No administrator may be without a second factor, not even for a day.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 10,
  reads: ['registrations'],
  each: 'registrations',
  judgeRow: found => {
    const row = registration.parse(found)
    return row.isAdmin === true ? toSubject(row) : null
  },
  remediation: 'Have each administrator that is named open *aka.ms/mfasetup* and set up a passkey, best two.',
  frameworks: [...stated({ 'CIS Controls': '6.5' }), ...derived({ 'NIST 800-53': 'IA-2(1)' })],
  judge: judgeRows('registrations', {
    say: (passing, all) => `${passing} of ${all} administrators have a second factor.`,
    none: { status: 'CANNOT_TELL', message: 'The list names no administrators, so it is not whole.' },
  }),
})
