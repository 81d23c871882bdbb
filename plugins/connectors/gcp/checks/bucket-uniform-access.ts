import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { eachAsset } from './each-asset.ts'

const configuration = z
  .looseObject({ uniformBucketLevelAccess: z.looseObject({ enabled: z.boolean().nullish() }).nullish() })
  .nullish()

export const bucketUniformAccess = defineCheck({
  name: 'bucket-uniform-access',
  title: 'Buckets have one policy for all objects',
  description: 'With access lists on single objects nobody sees from the bucket’s policy who can open what.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 4,
  remediation:
    'In *Cloud Storage → Buckets → Permissions* of each bucket named here switch to *Uniform* access control.',
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '5.2' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'PI.1.4' },
  ],
  ...eachAsset(
    'buckets',
    { iamConfiguration: configuration },
    ({ iamConfiguration }, name) => ({
      passed: iamConfiguration?.uniformBucketLevelAccess?.enabled === true,
      resource: name,
    }),
    {
      say: (passing, all) => `${passing} of ${all} buckets have one policy for all objects.`,
      none: 'There are no buckets.',
    },
  ),
})
