import { betweenOf, defineCheck, judgeCount, judgeParsed, stated } from '@casbah/sdk'
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
  parameters: betweenOf({ fewest: 2, most: 4 }, 'global administrators'),
  remediation:
    'In the Entra admin center open *Identity → Roles & admins → Global Administrator*. Add a second, or give those who can work with less a smaller role.',
  frameworks: [
    ...cis('1.1.3'),
    ...stated({ 'CISA SCuBA': 'MS.AAD.7.1v1', 'CIS Controls': '5.4', 'NIST 800-53': 'AC-6(5)' }),
  ],
  judge: judgeParsed({ roleAssignments }, NO_ROLES, ({ roleAssignments: list }, { fewest, most }) => {
    const subjects = globalAdministrators(list).map(id => ({ name: id, passed: false, account: id }))
    const say = (count: number) => `There are ${count} global administrators; ${fewest} to ${most} are asked for.`
    return judgeCount(subjects, { fewest, most, say, unknown: NO_ROLES })
  }),
})
