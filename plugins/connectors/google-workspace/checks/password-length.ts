import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('4.1.5.1'), ...stated({ 'CISA SCuBA': 'GWS.COMMONCONTROLS.5.2v1', 'CIS Controls': '5.2' })],
  judge: judgeSetting({
    setting: 'security.password',
    fields: ['minimumLength'],
    holds: ({ minimumLength }) => (typeof minimumLength === 'number' ? minimumLength >= LEAST : null),
  }),
})
