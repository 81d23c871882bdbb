import { defineCheck, derived, judgeCount, judgeParsed, mostOf } from '@casbah/sdk'
import { people, profiles, UNKNOWN } from './shapes.ts'

export const organisationAdministrators = defineCheck({
  name: 'organisation-administrators',
  title: 'At most 3 users administer the organisation',
  description:
    'Each of them changes users, domains and single sign-on of all accounts; one who is taken over is enough.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 6,
  reads: ['users', 'profiles'],
  parameters: mostOf(3, 'Administrators that there may be.'),
  remediation: 'In *DocuSign Admin → Users → Administrators* take the rights from those who do not need them.',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judge: judgeParsed({ profiles }, UNKNOWN, (read, { most }: { most: number }) =>
    judgeCount(
      people(read.profiles).flatMap(({ profile, ...one }) =>
        profile?.is_organization_admin ? [{ ...one, passed: true }] : [],
      ),
      {
        fewest: 1,
        most,
        say: count => `${count} users administer the organisation; ${most} are allowed.`,
        unknown: UNKNOWN,
      },
    ),
  ),
})
