import { daysOf, defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
import { eachAge } from './each-asset.ts'

export const apiKeyAge = defineCheck({
  name: 'api-key-age',
  title: 'API keys are at most 90 days old',
  description: 'An old API key is in old pages, old apps and the hands of people who left.',
  severity: 'MEDIUM',
  category: 'keys',
  points: 3,
  parameters: daysOf(90, 'Days after which an API key is too old.'),
  remediation:
    'In *APIs & Services → Credentials* make a new key with the same restrictions, move the apps to it, and delete the old one.',
  frameworks: [...cis('1.16'), ...derived({ 'NIST 800-53': 'IA-5', 'SOC 2': 'CC6.1' })],
  ...eachAge('apiKeys', { createTime: z.string() }, ({ createTime }) => createTime, {
    say: (young, all, days) => `${all - young} of ${all} API keys are older than ${days} days.`,
    none: 'There are no API keys.',
  }),
})
