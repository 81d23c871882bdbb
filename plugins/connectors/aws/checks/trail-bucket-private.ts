import { defineCheck, derived, judgeListed, stated } from '@casbah/sdk'
import { trailBuckets } from './shapes.ts'

const UNKNOWN =
  'AWS did not show the policies of the buckets of the trails. They must lie in the home region, and s3:GetBucketPolicyStatus be allowed on them.'

export const trailBucketPrivate = defineCheck({
  name: 'trail-bucket-private',
  title: 'The buckets of trails let no stranger in',
  description: 'The log names people, addresses, programs and resources: a map for whoever wants to break in.',
  severity: 'CRITICAL',
  category: 'public',
  points: 9,
  reads: ['trails', 'trailBuckets'],
  remediation:
    'In *S3* open the bucket of each trail named here, and under *Permissions* switch on *Block all public access*.',
  remediationAction: 'make-bucket-private',
  url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html',
  frameworks: [...stated({ 'CIS Controls': '3.3', 'ISO 27001': 'A.8.15' }), ...derived({ 'NIST 800-53': 'AC-3' })],
  judge: judgeListed(
    { trailBuckets },
    UNKNOWN,
    read => read.trailBuckets.map(({ isOpen, ...one }) => ({ ...one, passed: isOpen === null ? null : !isOpen })),
    {
      say: (passing, all) => `The buckets of ${all - passing} of ${all} trails let strangers in.`,
      none: 'There are no trails.',
      unknown: UNKNOWN,
    },
  ),
})
