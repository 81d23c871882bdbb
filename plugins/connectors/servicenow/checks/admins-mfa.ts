import { defineCheck, judgeParsed, judgeSubjects } from '@casbah/sdk'

import { administratorsIn, adminRows, UNREAD_ADMINS } from './administrators.ts'

export const adminsMfa = defineCheck({
  name: 'admins-mfa',
  title: 'Administrators are asked for a second factor',
  description: 'Who takes over an administrator takes over the instance.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 10,
  reads: ['admins'],
  remediation:
    'In *User Administration → Users* open the users named here and tick *Enable Multifactor Authentication*. Who signs in by single sign-on has the second factor there, and is not judged.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: judgeParsed({ admins: adminRows }, UNREAD_ADMINS, ({ admins }) =>
    judgeSubjects(
      administratorsIn(admins)
        .filter(({ isFederated, isProgram }) => !isFederated && isProgram !== true)
        .map(({ name, account, mfa }) => ({ name, account, passed: mfa })),
      {
        say: (passing, all) => `${passing} of ${all} local administrators are asked for a second factor.`,
        none: 'There are no administrators with a password of the instance.',
      },
    ),
  ),
})
