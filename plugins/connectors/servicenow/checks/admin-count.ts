import { defineCheck, judgeCount, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'
import { administratorsIn, adminRows, UNREAD_ADMINS } from './administrators.ts'

export const adminCount = defineCheck({
  name: 'admin-count',
  title: 'At most ten people administer',
  description: 'Each administrator is one more way to all records and rules.',
  severity: 'HIGH',
  category: 'admin',
  points: 6,
  reads: ['admins'],
  parameters: z.object({ most: z.number().int().min(1).default(10).describe('How many administrators there may be.') }),
  remediationAction: 'remove-role',
  remediation:
    'In *User Administration → Roles* open `admin` and `security_admin` and remove the users who can do with less.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6(5)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.2', derived: true },
  ],
  judge: judgeParsed({ admins: adminRows }, UNREAD_ADMINS, ({ admins }, { most }: { most: number }) =>
    judgeCount(
      administratorsIn(admins).map(({ name, account }) => ({ name, account, passed: false })),
      {
        fewest: 1,
        most,
        say: count => `${count} users hold admin or security_admin; at most ${most} should.`,
        unknown: UNREAD_ADMINS,
      },
    ),
  ),
})
