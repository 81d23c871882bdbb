import { defineCheck, derived, judgeSubjects } from '@casbah/sdk'
import { judgeAdministrators } from './administrators.ts'

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
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1' }),
  judge: judgeAdministrators(admins =>
    judgeSubjects(
      admins
        .filter(({ isFederated, isProgram }) => !isFederated && isProgram !== true)
        .map(({ person, mfa }) => ({ ...person, passed: mfa })),
      {
        say: (passing, all) => `${passing} of ${all} local administrators are asked for a second factor.`,
        none: 'There are no administrators with a password of the instance.',
      },
    ),
  ),
})
