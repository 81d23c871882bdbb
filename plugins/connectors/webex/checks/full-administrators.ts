import { defineCheck, derived, judgeCount, judgeParsed, whole } from '@casbah/sdk'
import { z } from 'zod'
import { FULL, holdersOf, roleHolders, UNLISTED } from './holders.ts'

export const fullAdministrators = defineCheck({
  name: 'full-administrators',
  title: 'Few people are full administrators',
  description: 'Each of them may change and read everything; one who is taken over is enough.',
  severity: 'HIGH',
  category: 'admin',
  points: 7,
  reads: ['roles', 'roleHolders'],
  parameters: z.object({ most: whole({ least: 1, most: 50, usual: 4 }, 'Full administrators that there may be.') }),
  remediation:
    'In Control Hub open *Management → Users*, filter by *Full administrator*, and give those named here a smaller role.',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judge: judgeParsed({ roleHolders }, UNLISTED, (read, { most }: { most: number }) =>
    judgeCount(
      holdersOf(read.roleHolders, FULL)?.map(one => ({ ...one, passed: true })),
      {
        fewest: 1,
        most,
        say: count => `${count} people are full administrators; ${most} are allowed.`,
        unknown: UNLISTED,
      },
    ),
  ),
})
