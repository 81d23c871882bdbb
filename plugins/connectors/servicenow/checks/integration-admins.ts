import { defineCheck, derived, judgeSubjects } from '@casbah/sdk'
import { judgeAdministrators } from './administrators.ts'

export const integrationAdmins = defineCheck({
  name: 'integration-admins',
  title: 'No program administers',
  description: 'The password of a program lies in a file somewhere; as administrator it opens everything.',
  severity: 'HIGH',
  category: 'admin',
  points: 7,
  reads: ['admins'],
  remediationAction: 'remove-role',
  remediation:
    'Give the users named here a role with what the program needs, and remove `admin` and `security_admin` in *User Administration → Users → Roles*.',
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3' }),
  judge: judgeAdministrators(admins =>
    judgeSubjects(
      admins.map(({ person, isProgram }) => ({ ...person, passed: isProgram === null ? null : !isProgram })),
      {
        say: (passing, all) => `${all - passing} of ${all} administrators are for web services only.`,
        none: 'Nobody administers.',
      },
    ),
  ),
})
