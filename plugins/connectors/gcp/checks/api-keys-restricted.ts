import { defineCheck, derived } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { eachAsset } from './each-asset.ts'
import { apiRestrictions } from './shapes.ts'

export const apiKeysRestricted = defineCheck({
  name: 'api-keys-restricted',
  title: 'API keys open only the APIs that they are for',
  description:
    'An API key lies in web pages and apps for everybody to read. Without restrictions it pays for, and opens, whatever API the project has.',
  severity: 'HIGH',
  category: 'keys',
  points: 6,
  remediation:
    'In *APIs & Services → Credentials* edit each key named here and choose *Restrict key* with the APIs that it is for.',
  frameworks: [...cis('1.15'), ...derived({ 'NIST 800-53': 'IA-5', 'SOC 2': 'CC6.1' })],
  ...eachAsset(
    'apiKeys',
    { restrictions: apiRestrictions },
    ({ restrictions: some }) => {
      const services = (some?.apiTargets ?? []).map(({ service }) => service)
      const passed = services.length > 0 && !services.includes('cloudapis.googleapis.com')
      return { passed, detail: services.join(', ') || 'not restricted' }
    },
    (passing, all) => `${passing} of ${all} API keys are restricted to the APIs that they are for.`,
    'There are no API keys.',
  ),
})
