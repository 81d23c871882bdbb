import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { eachAsset } from './each-asset.ts'

const restrictions = z.looseObject({ apiTargets: z.array(z.looseObject({ service: z.string() })).nullish() })

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
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '1.15' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
  ],
  ...eachAsset(
    'apiKeys',
    { restrictions: restrictions.nullish() },
    ({ restrictions: some }) => {
      const services = (some?.apiTargets ?? []).map(({ service }) => service)
      const passed = services.length > 0 && !services.includes('cloudapis.googleapis.com')
      return { passed, detail: services.join(', ') || 'not restricted' }
    },
    {
      say: (passing, all) => `${passing} of ${all} API keys are restricted to the APIs that they are for.`,
      none: 'There are no API keys.',
    },
  ),
})
