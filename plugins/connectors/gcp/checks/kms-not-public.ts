import { defineCheck, derived } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { eachPolicy } from './each-policy.ts'
import { isPublic } from '../policy-change.ts'

export const kmsNotPublic = defineCheck({
  name: 'kms-not-public',
  title: 'No encryption key is open to anyone',
  description: 'Whoever may use a key can read what it protects.',
  severity: 'HIGH',
  category: 'public',
  points: 8,
  remediation:
    'In *Security → Key Management* open each key named here and take allUsers and allAuthenticatedUsers out of its permissions.',
  frameworks: [...cis('1.10'), ...derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.1' })],
  ...eachPolicy('kmsPolicies', isPublic, {
    say: (passing, all) => `${passing} of ${all} encryption keys with a policy of their own are closed to strangers.`,
    none: 'No encryption key has a policy of its own.',
  }),
})
