import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
import { eachAsset } from './each-asset.ts'

export const kmsRotation = defineCheck({
  name: 'kms-rotation',
  title: 'Encryption keys are changed every 90 days',
  description: 'A key that is never changed protects ever more data, and all of it is lost with the key.',
  severity: 'LOW',
  category: 'encryption',
  points: 3,
  remediation: 'In *Security → Key Management* open each key named here, *Edit rotation period*, and set 90 days.',
  frameworks: [...cis('1.11'), ...derived({ 'NIST 800-53': 'SC-28', 'SOC 2': 'CC6.1' })],
  ...eachAsset(
    'kmsKeys',
    { purpose: z.string(), rotationPeriod: z.string().nullish() },
    ({ purpose, rotationPeriod }) => {
      // Only symmetric keys can be changed by a timetable.
      if (purpose !== 'ENCRYPT_DECRYPT') return null
      const days = rotationPeriod ? Number.parseInt(rotationPeriod, 10) / 86_400 : Infinity
      return { passed: days <= 90, detail: rotationPeriod ? `every ${Math.round(days)} days` : 'never' }
    },
    (passing, all) => `${passing} of ${all} encryption keys are changed every 90 days.`,
    'There are no symmetric encryption keys.',
  ),
})
