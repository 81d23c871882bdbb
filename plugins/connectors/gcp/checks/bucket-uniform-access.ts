import { defineCheck, derived, stated } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('5.2'), ...derived({ 'NIST 800-53': 'AC-6' }), ...stated({ 'SOC 2': 'PI.1.4' })],
  ...eachAsset(
    'buckets',
    { iamConfiguration: configuration },
    ({ iamConfiguration }, name) => ({
      passed: iamConfiguration?.uniformBucketLevelAccess?.enabled === true,
      resource: name,
    }),
    (passing, all) => `${passing} of ${all} buckets have one policy for all objects.`,
    'There are no buckets.',
  ),
})
