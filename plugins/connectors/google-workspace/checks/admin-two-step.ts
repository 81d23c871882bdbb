import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { adminRoles, secondSteps } from '../touches.ts'
import { activeUser, judgeUser } from './users.ts'

export const adminTwoStep = defineCheck({
  name: 'admin-two-step',
  title: 'Every administrator uses 2-step verification',
  description:
    'Who has an administrator\u2019s password has the organisation. No administrator may be without a second step, not even for the days that a new one is given.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 10,
  reads: ['users'],
  each: 'users',
  touchedBy: [...adminRoles, ...secondSteps],
  remediation:
    'Have each administrator that is named open *myaccount.google.com → Security → 2-Step Verification* and set it up, best with two security keys.',
  frameworks: [...cis('4.1.1.1'), ...derived({ 'CIS Controls': '6.5', 'NIST 800-53': 'IA-2(1)' })],
  judgeRow: row => {
    const person = activeUser(row)
    return person && (person.isAdmin || person.isDelegatedAdmin) ? judgeUser(person, 'isEnrolledIn2Sv') : null
  },
  judge: judgeRows('users', {
    say: (passing, evaluated) => `${passing} of ${evaluated} administrators use 2-step verification.`,
    // An organisation always has one; a list without any was not read with an administrator's eyes.
    none: { status: 'CANNOT_TELL', message: 'The list of users names no administrator.' },
  }),
})
