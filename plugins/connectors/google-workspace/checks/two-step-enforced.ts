import { defineCheck, judgeRows, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { activeUsers, secondSteps } from '../touches.ts'
import { activeUser, judgeUser } from './users.ts'

export const twoStepEnforced = defineCheck({
  name: 'two-step-enforced',
  title: 'Every user must use 2-step verification',
  description:
    'A password alone is found by guessing, by fake pages, or in a leak from elsewhere. Where the second step is a choice, those who did not choose it are the way in.',
  severity: 'HIGH',
  category: 'mfa',
  points: 10,
  reads: ['users'],
  each: 'users',
  touchedBy: [...secondSteps, ...activeUsers],
  remediation:
    'In the admin console open *Security → Authentication → 2-step verification*, allow it and set *Enforcement* to on for every organisational unit.',
  frameworks: [
    ...cis('4.1.1.3'),
    ...stated({ 'CISA SCuBA': 'GWS.COMMONCONTROLS.1.2v1', 'CIS Controls': '6.3', 'NIST 800-53': 'IA-2(1)' }),
  ],
  judgeRow: row => judgeUser(activeUser(row), 'isEnforcedIn2Sv'),
  judge: judgeRows('users', {
    say: (passing, evaluated) => `${passing} of ${evaluated} users must use 2-step verification.`,
    none: { status: 'CANNOT_TELL', message: 'Google does not say isEnforcedIn2Sv of any user.' },
  }),
})
