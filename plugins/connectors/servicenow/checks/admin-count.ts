import { defineCheck, judgeCount } from '@casbah/sdk'
import { z } from 'zod'
import { judgeAdministrators, UNREAD_ADMINS } from './administrators.ts'

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
  ],
  judge: judgeAdministrators((admins, { most }: { most: number }) =>
    judgeCount(
      admins.map(({ person }) => ({ ...person, passed: false })),
      { most, say: count => `${count} users administer; at most ${most} should.`, unknown: UNREAD_ADMINS },
    ),
  ),
})
