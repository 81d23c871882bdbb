import { betweenOf, defineCheck, derived } from '@casbah/sdk'
import { cis5 } from '../benchmark.ts'
import { OWNER } from '../roles.ts'
import { gives, isWhole, judgeHolders } from './role-holders.ts'

export const ownerCount = defineCheck({
  name: 'owner-count',
  title: 'Each subscription has two to three owners',
  description: 'An owner can do everything and give rights to anyone. A single one, once lost, leaves nobody who can.',
  severity: 'HIGH',
  category: 'admin',
  points: 7,
  reads: ['roleAssignments'],
  parameters: betweenOf({ fewest: 2, most: 3 }, 'owners'),
  remediation:
    'In the Azure portal open *Subscriptions → your subscription → Access control (IAM) → Role assignments*, filter by *Owner*, and give those who need less a smaller role.',
  frameworks: [...cis5('5.26'), ...derived({ 'NIST 800-53': 'AC-6(5)' })],
  judge: judgeHolders(
    (passing, all) => `${passing} of ${all} subscriptions have as many owners as they should.`,
    (held, { fewest, most }) => {
      const { size } = new Set(held.flatMap(one => (gives(one, OWNER) && isWhole(one) ? one.principalId : [])))
      return { passed: size >= fewest && size <= most, detail: `${size} owners` }
    },
  ),
})
