import { daysOf, defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
import { eachAge } from './each-asset.ts'

export const keyAge = defineCheck({
  name: 'key-age',
  title: 'Keys of service accounts are at most 90 days old',
  description: 'Nobody knows where copies of an old key lie. Changing keys bounds how long a leaked one serves.',
  severity: 'LOW',
  category: 'keys',
  points: 4,
  parameters: daysOf(90, 'Days after which a key is too old.'),
  remediation:
    'In *IAM & Admin → Service Accounts → Keys* add a key, move the program to it, then disable the old one and delete it after some days.',
  remediationAction: 'disable-key',
  frameworks: [...cis('1.8'), ...derived({ 'NIST 800-53': 'IA-5', 'SOC 2': 'CC6.1' })],
  ...eachAge(
    'keys',
    { keyType: z.string(), validAfterTime: z.string(), disabled: z.boolean().nullish() },
    ({ keyType, validAfterTime, disabled }) => (keyType === 'USER_MANAGED' && !disabled ? validAfterTime : null),
    {
      say: (young, all, days) => `${all - young} of ${all} keys of service accounts are older than ${days} days.`,
      none: 'There are no keys that Google does not change by itself.',
    },
  ),
})
