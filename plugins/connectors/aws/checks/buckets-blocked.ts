import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
import { blockIn } from '../public-access-block.ts'
import { judgeBuckets } from './buckets.ts'

export const bucketsBlocked = defineCheck({
  name: 'buckets-blocked',
  title: 'Every bucket blocks public access, by itself or by the account',
  description:
    'Policies and access control lists change often, and by many hands. The block decides whatever they say.',
  severity: 'HIGH',
  category: 'public',
  points: 7,
  reads: ['publicAccessBlock', 'buckets', 'bucketBlocks'],
  remediation:
    'In *S3* open each bucket named here, and under *Permissions → Block public access* choose *Block all public access*.',
  remediationAction: 'make-bucket-private',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  frameworks: [...cis7('3.1.4'), ...stated({ 'CIS Controls': '3.3' }), ...derived({ 'NIST 800-53': 'AC-3' })],
  judge: judgeBuckets('bucketBlocks', {
    passes: (value, code, { publicAccessBlock }) => {
      const blocks = [blockIn(publicAccessBlock), blockIn(code ? value : { body: value })]
      if (blocks.includes(null)) return null
      return blocks.some(block => block?.IgnorePublicAcls && block.RestrictPublicBuckets)
    },
    say: (passing, all) => `${passing} of ${all} buckets block public access.`,
    scope: 's3:GetBucketPublicAccessBlock',
  }),
})
