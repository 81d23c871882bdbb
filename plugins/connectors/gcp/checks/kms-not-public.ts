import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '1.10' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-3', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
  ],
  ...eachPolicy('kmsPolicies', isPublic, {
    say: (passing, all) => `${passing} of ${all} encryption keys with a policy of their own are closed to strangers.`,
    none: 'No encryption key has a policy of its own.',
  }),
})
