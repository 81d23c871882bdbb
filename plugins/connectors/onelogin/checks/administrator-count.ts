import { defineCheck, derived, judgeCount, judgeParsed, mostOf } from '@casbah/sdk'
import { privilegeUsers } from './shapes.ts'

const UNKNOWN = 'OneLogin named nobody who may do everything.'

export const administratorCount = defineCheck({
  name: 'administrator-count',
  title: 'At most 4 users may do everything',
  description:
    'Who holds a privilege for everything can let anybody into any app, and take the second factor from anybody. Each further one is one more account that opens the company.',
  severity: 'HIGH',
  category: 'admin',
  points: 8,
  reads: ['privilegeUsers'],
  parameters: mostOf(4, 'Most users that may do everything.'),
  remediation:
    'In the admin console open *Users → Privileges*, choose the privilege that allows everything, and take from it those who can work with a smaller one.',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judge: judgeParsed({ privilegeUsers }, UNKNOWN, ({ privilegeUsers }, { most }: { most: number }) => {
    const all = privilegeUsers.filter(({ parent }) =>
      parent.privilege.Statement.some(({ Effect, Action }) => Effect === 'Allow' && Action.includes('*')),
    )
    const users = [...new Set(all.flatMap(({ value }) => value))].map(String)
    const subjects = users.map(id => ({ name: id, account: id, passed: false }))
    const say = (count: number) => `${count} may do everything; at most ${most} are asked for.`
    // There is always somebody; what names nobody was not read with the eyes of an administrator.
    return judgeCount(subjects, { fewest: 1, most, say, unknown: UNKNOWN })
  }),
})
