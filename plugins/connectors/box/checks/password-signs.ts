import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { untold } from './settings.ts'
import { passwordSigns as shape } from './shapes.ts'

export const passwordSigns = defineCheck({
  name: 'password-signs',
  title: 'Passwords need letters, digits and signs of each kind',
  description: 'Without, the shortest that is allowed is a word from a list with its first letter in capitals.',
  severity: 'LOW',
  category: 'password',
  points: 3,
  reads: ['settings'],
  remediation:
    'In *Admin Console → Enterprise Settings → Security → Password Requirements* ask for at least one upper case letter, one number and one special character.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: judgeParsed({ settings: shape }, untold('which signs passwords need'), ({ settings: { security } }) =>
    judgeSubjects(
      Object.entries(security).map(([name, { value }]) => ({ name, passed: value >= 1, detail: `at least ${value}` })),
      { say: (good, all) => `${good} of ${all} kinds of signs are required in passwords.`, none: 'There are none.' },
    ),
  ),
})
