import { defineCheck } from '@casbah/sdk'
import { activeUsers, judgeUsers } from './users.ts'

export const twoStepEnforced = defineCheck({
  name: 'two-step-enforced',
  title: 'Every user must use 2-step verification',
  description:
    'A password alone is found by guessing, by fake pages, or in a leak from elsewhere. Where the second step is a choice, those who did not choose it are the way in.',
  severity: 'HIGH',
  category: 'mfa',
  points: 10,
  reads: ['users'],
  remediation:
    'In the admin console open *Security → Authentication → 2-step verification*, allow it and set *Enforcement* to on for every organisational unit.',
  frameworks: [
    { framework: 'CIS Google Workspace', version: '1.3', requirement: '4.1.1.3' },
    { framework: 'CISA SCuBA', requirement: 'GWS.COMMONCONTROLS.1.2v1' },
    { framework: 'CIS Controls', version: '8.1', requirement: '6.3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(1)' },
  ],
  judge: read => {
    const people = activeUsers(read)
    if (!people?.length) return { status: 'CANNOT_TELL', message: 'The list of users could not be read.' }
    return judgeUsers(people, 'isEnforcedIn2Sv', 'users must use 2-step verification')
  },
})
