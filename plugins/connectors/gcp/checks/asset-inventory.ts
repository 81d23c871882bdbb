import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { eachProject } from './each-project.ts'

export const assetInventory = defineCheck({
  name: 'asset-inventory',
  title: 'The asset inventory is on in every project',
  description:
    'Without its history of resources and policies nobody can tell afterwards what there was, and who had which role.',
  severity: 'MEDIUM',
  category: 'logging',
  points: 3,
  reads: ['assetService'],
  remediation: 'In each project named here open *APIs & Services → Library → Cloud Asset API* and enable it.',
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '2.14' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AU-2', derived: true },
    { framework: 'SOC 2', requirement: 'CC1.3' },
  ],
  judge: eachProject(
    'assetService',
    { name: z.string(), state: z.string().nullish() },
    ({ state }) => ({ passed: state === 'ENABLED', detail: state ?? 'not said' }),
    (passing, all) => `The asset inventory is on in ${passing} of ${all} projects.`,
  ),
})
