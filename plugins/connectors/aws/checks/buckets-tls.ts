import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
import { deniesPlainHttp, statementsOf } from '../policy.ts'
import { judgeBuckets } from './buckets.ts'

export const bucketsTls = defineCheck({
  name: 'buckets-tls',
  title: 'Buckets refuse requests without TLS',
  description: 'S3 answers plain HTTP, too. A statement of the policy makes sure that nothing is ever read on the way.',
  severity: 'LOW',
  category: 'tls',
  points: 3,
  reads: ['buckets', 'bucketPolicies'],
  remediation:
    'In *S3* open each bucket named here, and under *Permissions → Bucket policy* add a statement that denies `s3:*` where `aws:SecureTransport` is `false`.',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
  frameworks: [...cis7('3.1.1'), ...stated({ 'NIST 800-53': 'SC-8' }), ...derived({ 'ISO 27001': 'A.8.24' })],
  judge: judgeBuckets('bucketPolicies', {
    passes: (value, code) => {
      if (code === 'NoSuchBucketPolicy') return false
      const statements = code ? null : statementsOf(value)
      return statements && statements.some(deniesPlainHttp)
    },
    say: (passing, all) => `${passing} of ${all} buckets refuse requests without TLS.`,
    scope: 's3:GetBucketPolicy',
  }),
})
