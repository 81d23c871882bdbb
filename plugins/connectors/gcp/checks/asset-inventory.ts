import { defineCheck, derived, stated } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('2.14'), ...derived({ 'NIST 800-53': 'AU-2' }), ...stated({ 'SOC 2': 'CC1.3' })],
  judge: eachProject(
    'assetService',
    { name: z.string(), state: z.string().nullish() },
    ({ state }) => ({ passed: state === 'ENABLED', detail: state ?? 'not said' }),
    (passing, all) => `The asset inventory is on in ${passing} of ${all} projects.`,
  ),
})
