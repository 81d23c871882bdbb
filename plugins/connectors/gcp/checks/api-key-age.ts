import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { eachAge } from './each-asset.ts'

export const apiKeyAge = defineCheck({
  name: 'api-key-age',
  title: 'API keys are at most 90 days old',
  description: 'An old API key is in old pages, old apps and the hands of people who left.',
  severity: 'MEDIUM',
  category: 'keys',
  points: 3,
  parameters: z.object({
    days: z.number().int().min(1).max(3_650).default(90).describe('Days after which an API key is too old.'),
  }),
  remediation:
    'In *APIs & Services → Credentials* make a new key with the same restrictions, move the apps to it, and delete the old one.',
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '1.16' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
  ],
  ...eachAge('apiKeys', { createTime: z.string() }, ({ createTime }) => createTime, {
    say: (young, all, days) => `${all - young} of ${all} API keys are older than ${days} days.`,
    none: 'There are no API keys.',
  }),
})
