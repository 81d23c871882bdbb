import { betweenOf, defineCheck, judgeRowCount, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { activeUsers, adminRoles } from '../touches.ts'
import { superAdmin } from './users.ts'

export const superAdminCount = defineCheck({
  name: 'super-admin-count',
  title: 'Between 2 and 4 super administrators',
  description:
    'A single super administrator who is locked out locks out the organisation; each one more is one more account that opens everything.',
  severity: 'HIGH',
  category: 'admin',
  points: 6,
  reads: ['users'],
  parameters: betweenOf({ fewest: 2, most: 4 }, 'super administrators'),
  each: 'users',
  touchedBy: [...adminRoles, ...activeUsers],
  remediation:
    'In the admin console open *Account → Admin roles → Super Admin → Admins*. Add a second, or unassign those who can work with a smaller role.',
  frameworks: [
    ...cis('1.1.1', '1.1.2'),
    ...stated({ 'CISA SCuBA': 'GWS.COMMONCONTROLS.6.2v1', 'CIS Controls': '5.4', 'NIST 800-53': 'AC-6(5)' }),
  ],
  judgeRow: superAdmin,
  judge: judgeRowCount('users', {
    say: (count, { fewest, most }) => `There are ${count} super administrators; ${fewest} to ${most} are asked for.`,
    unknown: 'The list of users does not say who is a super administrator.',
  }),
})
