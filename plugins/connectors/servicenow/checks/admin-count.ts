import { defineCheck, derived, judgeCount } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3' }),
  judge: judgeAdministrators((admins, { most }: { most: number }) =>
    judgeCount(
      admins.map(({ person }) => ({ ...person, passed: false })),
      { most, say: count => `${count} users administer; at most ${most} should.`, unknown: UNREAD_ADMINS },
    ),
  ),
})
