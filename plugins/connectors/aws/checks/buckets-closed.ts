import { defineCheck, derived } from '@casbah/sdk'
import { letsAnyoneIn, statementsOf } from '../policy.ts'
import { judgeBuckets } from './buckets.ts'

export const bucketsClosed = defineCheck({
  name: 'buckets-closed',
  title: 'No policy of a bucket lets anybody in',
  description: 'A statement for everyone, meant for one file or one day, opens what is put there later, too.',
  severity: 'HIGH',
  category: 'public',
  points: 7,
  reads: ['buckets', 'bucketPolicies'],
  remediation:
    'In *S3* open each bucket named here, and under *Permissions → Bucket policy* take out the statement whose principal is `*`.',
  remediationAction: 'remove-bucket-statement',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  frameworks: derived({ 'CIS Controls': '3.3', 'NIST 800-53': 'AC-22', 'SOC 2': 'CC6.1' }),
  judge: judgeBuckets('bucketPolicies', {
    passes: (value, code) => {
      if (code === 'NoSuchBucketPolicy') return true
      const statements = code ? null : statementsOf(value)
      return statements && !statements.some(letsAnyoneIn)
    },
    say: (passing, all) => `The policies of ${all - passing} of ${all} buckets let anybody in.`,
    scope: 's3:GetBucketPolicy',
  }),
})
