import { defineCheck, derived, judgeCount } from '@casbah/sdk'
import { z } from 'zod'

const FEWEST = 2
const MOST = 3
const owner = z.looseObject({ login: z.string() })

export const ownerCount = defineCheck({
  name: 'owner-count',
  title: `There are ${FEWEST} to ${MOST} owners`,
  description:
    'An owner can do everything, so each one more is one more way in. With a single one the organisation is lost when that account is.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 6,
  reads: ['owners'],
  each: 'owners',
  parameters: z.object({
    fewest: z.number().int().min(1).max(100).default(FEWEST).describe('Fewest owners that there should be.'),
    most: z.number().int().min(1).max(1_000).default(MOST).describe('Most owners that there should be.'),
  }),
  touchedBy: ['org.add_member', 'org.update_member', 'org.remove_member', 'org.convert_outside_collaborator_to_member'],
  remediation: 'Open *People*, filter by the role *Owner* and change the role of those who do not need it to *Member*.',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judgeRow: row => {
    const { login } = owner.parse(row)
    return { name: login, account: login, passed: false }
  },
  judge: ({ owners }, { fewest, most }) =>
    judgeCount(owners, {
      fewest,
      most,
      say: count => `There ${count === 1 ? 'is 1 owner' : `are ${count} owners`}; ${fewest} to ${most} are asked for.`,
      // Every organisation has an owner: an empty list means that the token may not see them.
      unknown: 'GitHub named no owners; use the token of an owner.',
    }),
})
