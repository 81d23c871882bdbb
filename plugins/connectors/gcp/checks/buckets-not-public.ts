import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { eachPolicy } from './each-policy.ts'
import { isPublic } from '../policy-change.ts'

export const bucketsNotPublic = defineCheck({
  name: 'buckets-not-public',
  title: 'No bucket is open to anyone',
  description: 'What anyone can read is found by those who try names, and copied before somebody notices.',
  severity: 'CRITICAL',
  category: 'public',
  points: 10,
  remediation:
    'In *Cloud Storage → Buckets → Permissions* of each bucket named here take allUsers and allAuthenticatedUsers away, then choose *Prevent public access*.',
  remediationAction: 'remove-public-access',
  frameworks: [...cis('5.1'), ...derived({ 'NIST 800-53': 'AC-3' }), ...stated({ 'SOC 2': 'CC6.1' })],
  ...eachPolicy('bucketPolicies', isPublic, {
    say: (passing, all) => `${passing} of ${all} buckets are closed to strangers.`,
    none: 'There are no buckets with a policy.',
  }),
})
