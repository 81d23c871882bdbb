import { defineCheck, derived, judgeCount, judgeParsed, mostOf } from '@casbah/sdk'
import { superAdmins } from './admin-roles.ts'

const UNKNOWN = 'Okta did not show the roles of administrators.'

export const superAdminCount = defineCheck({
  name: 'super-admin-count',
  title: 'At most 4 super administrators',
  description:
    'A super administrator may change every setting and become every user. Two keep the company able to act; each further one is one more account to steal.',
  severity: 'HIGH',
  category: 'admin',
  points: 8,
  reads: ['adminRoles'],
  parameters: mostOf(4, 'Most super administrators.'),
  remediation:
    'In the admin console open *Security → Administrators*. Give those who need less a smaller role, and take *Super Administrator* from them.',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judge: judgeParsed({ adminRoles: superAdmins }, UNKNOWN, ({ adminRoles: supers }, { most }: { most: number }) => {
    const subjects = [...supers].map(id => ({ name: id, account: id, passed: false }))
    const say = (count: number) => `There are ${count} super administrators; at most ${most} are asked for.`
    return judgeCount(subjects, { most, say, unknown: UNKNOWN })
  }),
})
