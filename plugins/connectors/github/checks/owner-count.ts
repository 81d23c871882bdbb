import { betweenOf, defineCheck, derived, judgeRowCount } from '@casbah/sdk'
import { person } from './shapes.ts'

export const ownerCount = defineCheck({
  name: 'owner-count',
  title: 'There are 2 to 3 owners',
  description:
    'An owner can do everything, so each one more is one more way in. With a single one the organisation is lost when that account is.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 6,
  reads: ['owners'],
  each: 'owners',
  parameters: betweenOf({ fewest: 2, most: 3 }, 'owners'),
  touchedBy: ['org.add_member', 'org.update_member', 'org.remove_member', 'org.convert_outside_collaborator_to_member'],
  remediation: 'Open *People*, filter by the role *Owner* and change the role of those who do not need it to *Member*.',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judgeRow: row => {
    const { login } = person.parse(row)
    return { name: login, account: login, passed: false }
  },
  // Every organisation has an owner: an empty list means that the token may not see them.
  judge: judgeRowCount('owners', {
    say: (count, { fewest, most }) =>
      `There ${count === 1 ? 'is 1 owner' : `are ${count} owners`}; ${fewest} to ${most} are asked for.`,
    unknown: 'GitHub named no owners; use the token of an owner.',
  }),
})
