import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
import { eachAsset } from './each-asset.ts'
import { isPublic } from '../policy-change.ts'

const text = z.string().nullish()

export const datasetsNotPublic = defineCheck({
  name: 'datasets-not-public',
  title: 'No BigQuery dataset is open to anyone',
  description: 'A dataset that every Google account can query is public, and its owner pays for the queries.',
  severity: 'HIGH',
  category: 'public',
  points: 8,
  remediation:
    'In *BigQuery* open *Sharing → Permissions* of each dataset named here and take allUsers and allAuthenticatedUsers away.',
  frameworks: [...cis('7.1'), ...derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.1' })],
  ...eachAsset(
    'datasets',
    { access: z.array(z.looseObject({ specialGroup: text, iamMember: text })).nullish() },
    ({ access }) => {
      const open = (access ?? []).filter(one => isPublic(one.iamMember ?? '') || isPublic(one.specialGroup ?? ''))
      return { passed: open.length === 0, detail: open.length > 0 ? 'open to anyone' : 'closed to strangers' }
    },
    (passing, all) => `${passing} of ${all} datasets are closed to strangers.`,
    'There are no datasets.',
  ),
})
