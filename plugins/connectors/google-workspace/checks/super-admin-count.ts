import { defineCheck, judgeCount, stated, whole } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
import { activeUsers, adminRoles } from '../touches.ts'
import { superAdmin } from './users.ts'

const UNKNOWN = 'The list of users does not say who is a super administrator.'

export const superAdminCount = defineCheck({
  name: 'super-admin-count',
  title: 'Between 2 and 4 super administrators',
  description:
    'A single super administrator who is locked out locks out the organisation; each one more is one more account that opens everything.',
  severity: 'HIGH',
  category: 'admin',
  points: 6,
  reads: ['users'],
  parameters: z.object({
    fewest: whole({ least: 1, most: 100, usual: 2 }, 'Fewest super administrators that there should be.'),
    most: whole({ least: 1, most: 1_000, usual: 4 }, 'Most super administrators that there should be.'),
  }),
  each: 'users',
  touchedBy: [...adminRoles, ...activeUsers],
  remediation:
    'In the admin console open *Account → Admin roles → Super Admin → Admins*. Add a second, or unassign those who can work with a smaller role.',
  frameworks: [
    ...cis('1.1.1', '1.1.2'),
    ...stated({ 'CISA SCuBA': 'GWS.COMMONCONTROLS.6.2v1', 'CIS Controls': '5.4', 'NIST 800-53': 'AC-6(5)' }),
  ],
  judgeRow: superAdmin,
  judge: ({ users }, { fewest, most }) => {
    const say = (count: number) => `There are ${count} super administrators; ${fewest} to ${most} are asked for.`
    return judgeCount(users, { fewest, most, say, unknown: UNKNOWN })
  },
})
