import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { eachAsset } from './each-asset.ts'

export const kmsRotation = defineCheck({
  name: 'kms-rotation',
  title: 'Encryption keys are changed every 90 days',
  description: 'A key that is never changed protects ever more data, and all of it is lost with the key.',
  severity: 'LOW',
  category: 'encryption',
  points: 3,
  remediation: 'In *Security → Key Management* open each key named here, *Edit rotation period*, and set 90 days.',
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '1.11' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-28', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
  ],
  ...eachAsset(
    'kmsKeys',
    { purpose: z.string(), rotationPeriod: z.string().nullish() },
    ({ purpose, rotationPeriod }) => {
      // Only symmetric keys can be changed by a timetable.
      if (purpose !== 'ENCRYPT_DECRYPT') return null
      const days = rotationPeriod ? Number.parseInt(rotationPeriod, 10) / 86_400 : Infinity
      return { passed: days <= 90, detail: rotationPeriod ? `every ${Math.round(days)} days` : 'never' }
    },
    {
      say: (passing, all) => `${passing} of ${all} encryption keys are changed every 90 days.`,
      none: 'There are no symmetric encryption keys.',
    },
  ),
})
