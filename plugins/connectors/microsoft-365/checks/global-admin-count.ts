import { defineCheck, judgeCount, judgeParsed, stated } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
import { globalAdministrators, NO_ROLES, roleAssignments } from './roles.ts'

export const globalAdminCount = defineCheck({
  name: 'global-admin-count',
  title: 'Between two and four global administrators',
  description:
    'A single global administrator who is locked out locks out the organisation; each one more is one more account that opens everything.',
  severity: 'HIGH',
  category: 'admin',
  points: 6,
  reads: ['roleAssignments'],
  parameters: z.object({
    fewest: z.number().int().min(1).max(100).default(2).describe('Fewest global administrators that there should be.'),
    most: z.number().int().min(1).max(1_000).default(4).describe('Most global administrators that there should be.'),
  }),
  remediation:
    'In the Entra admin center open *Identity → Roles & admins → Global Administrator*. Add a second, or give those who can work with less a smaller role.',
  frameworks: [
    ...cis('1.1.3'),
    ...stated({ 'CISA SCuBA': 'MS.AAD.7.1v1', 'CIS Controls': '5.4', 'NIST 800-53': 'AC-6(5)' }),
  ],
  judge: judgeParsed({ roleAssignments }, NO_ROLES, ({ roleAssignments: list }, { fewest, most }) =>
    judgeCount(
      globalAdministrators(list).map(id => ({ name: id, passed: false, account: id })),
      {
        fewest,
        most,
        say: count => `There are ${count} global administrators; ${fewest} to ${most} are asked for.`,
        unknown: NO_ROLES,
      },
    ),
  ),
})
