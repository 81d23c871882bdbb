import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
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
  parameters: z.object({
    fewest: z.number().int().min(1).max(100).default(2).describe('Fewest owners that there should be.'),
    most: z.number().int().min(1).max(1_000).default(3).describe('Most owners that there should be.'),
  }),
  remediation:
    'In the Azure portal open *Subscriptions → your subscription → Access control (IAM) → Role assignments*, filter by *Owner*, and give those who need less a smaller role.',
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '5.0', requirement: '5.26' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6(5)', derived: true },
  ],
  judge: judgeHolders(
    (passing, all) => `${passing} of ${all} subscriptions have as many owners as they should.`,
    (held, { fewest, most }) => {
      const owners = new Set(held.flatMap(one => (gives(one, OWNER) && isWhole(one) ? one.principalId : [])))
      return { passed: owners.size >= fewest && owners.size <= most, detail: `${owners.size} owners` }
    },
  ),
})
