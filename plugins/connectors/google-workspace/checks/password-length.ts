import { defineCheck } from '@casbah/sdk'
import { judgeSetting } from './settings.ts'

const LEAST = 12

export const passwordLength = defineCheck({
  name: 'password-length',
  title: 'Passwords of at least 12 characters',
  description: 'Short passwords are found by trying. Length costs the one who guesses more than any other rule.',
  severity: 'MEDIUM',
  category: 'password',
  points: 5,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_PASSWORD_MIN_LENGTH', 'admin.CHANGE_PASSWORD_MAX_LENGTH'],
  remediation:
    'In the admin console open *Security → Authentication → Password management* and set the minimum length to 12 or more.',
  frameworks: [
    { framework: 'CIS Google Workspace', version: '1.3', requirement: '4.1.5.1' },
    { framework: 'CISA SCuBA', requirement: 'GWS.COMMONCONTROLS.5.2v1' },
    { framework: 'CIS Controls', version: '8.1', requirement: '5.2' },
  ],
  judge: judgeSetting({
    setting: 'security.password',
    fields: ['minimumLength'],
    holds: ({ minimumLength }) => (typeof minimumLength === 'number' ? minimumLength >= LEAST : null),
  }),
})
