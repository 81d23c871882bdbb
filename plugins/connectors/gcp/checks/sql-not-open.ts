import { defineCheck, derived, stated } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
import { eachAsset } from './each-asset.ts'

const configuration = z
  .looseObject({ authorizedNetworks: z.array(z.looseObject({ value: z.string() })).nullish() })
  .nullish()

export const sqlNotOpen = defineCheck({
  name: 'sql-not-open',
  title: 'No database takes connections from any address',
  description: 'A database that answers the whole internet is tried with passwords all day.',
  severity: 'CRITICAL',
  category: 'network',
  points: 9,
  remediation:
    'In *SQL → Connections → Networking* of each instance named here take 0.0.0.0/0 off the authorised networks; programs reach it by its private address or the Auth Proxy.',
  frameworks: [...cis('6.5'), ...derived({ 'NIST 800-53': 'AC-3' }), ...stated({ 'SOC 2': 'CC6.2' })],
  ...eachAsset(
    'databases',
    { settings: z.looseObject({ ipConfiguration: configuration }) },
    ({ settings }) => {
      const networks = (settings.ipConfiguration?.authorizedNetworks ?? []).map(({ value }) => value)
      return { passed: !networks.some(range => range.endsWith('/0')), detail: networks.join(', ') || 'no networks' }
    },
    (passing, all) => `${passing} of ${all} databases take no connections from any address.`,
    'There are no databases.',
  ),
})
