import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { weakFactors } from './shapes.ts'

const NONE = 'No weak authenticator serves for sign-in.'

export const weakFactorsOff = defineCheck({
  name: 'weak-factors-off',
  title: 'Phone, e-mail and security question do not serve for sign-in',
  description:
    'Codes by text message, call or e-mail and answers to questions can be phished, intercepted or guessed. They may help to recover an account, but not to sign in.',
  severity: 'HIGH',
  category: 'mfa',
  points: 9,
  reads: ['authenticators'],
  touchedBy: ['security.authenticator.lifecycle.*', 'system.mfa.factor.*'],
  remediation:
    'In the admin console open *Security → Authenticators*. Edit *Phone*, *Email* and *Security Question*: use for *Recovery* only, or deactivate them. See to it that all users have a stronger factor first.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(8)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeParsed({ authenticators: weakFactors }, 'The list of authenticators could not be read.', read => {
    const subjects = read.authenticators.map(({ onlyRecovers: passed, ...one }) => ({ ...one, passed }))
    const judged = judgeSubjects(subjects, {
      say: (passing, all) =>
        passing === all ? NONE : `${all - passing} of ${all} weak authenticators serve for sign-in.`,
      unknown: some => `Of ${some} weak authenticators Okta does not say what they may be used for.`,
      none: { status: 'PASS', message: NONE },
    })
    // One is enough for whoever means harm.
    return judged.status === 'PARTIAL' ? { ...judged, status: 'FAIL' } : judged
  }),
})
