import { at, defineCheck, derived } from '@casbah/sdk'
import { judgeBuckets } from './buckets.ts'

export const bucketsNoAcls = defineCheck({
  name: 'buckets-no-acls',
  title: 'Buckets have no access control lists',
  description:
    'Access control lists open single objects, out of sight of the bucket’s policy. Switched off, the policy alone decides.',
  severity: 'MEDIUM',
  category: 'public',
  points: 4,
  reads: ['buckets', 'bucketOwnership'],
  remediation:
    'In *S3* open each bucket named here, and under *Permissions → Object Ownership* choose *ACLs disabled*.',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
  frameworks: derived({ 'CIS Controls': '3.3', 'NIST 800-53': 'AC-3' }),
  judge: judgeBuckets('bucketOwnership', {
    passes: (value, code) => {
      if (code === 'OwnershipControlsNotFoundError') return false
      const ownership = at(value, 'OwnershipControls.Rule.ObjectOwnership')
      return typeof ownership === 'string' ? ownership === 'BucketOwnerEnforced' : null
    },
    say: (passing, all) => `${passing} of ${all} buckets have no access control lists.`,
    scope: 's3:GetBucketOwnershipControls',
  }),
})
