import { defineCheck, judgeParsed, judgeSubjects, stated } from '@casbah/sdk'
import { z } from 'zod'
import { cis7 } from '../benchmark.ts'

const trails = z.array(z.looseObject({ Name: z.string().min(1), KmsKeyId: z.string().optional() }))
const UNKNOWN = 'AWS did not list the trails.'

export const trailEncrypted = defineCheck({
  name: 'trail-encrypted',
  title: 'Trails encrypt their files with a key of the account',
  description: 'Whoever may read the bucket of a trail then still needs the key, whose every use is recorded.',
  severity: 'MEDIUM',
  category: 'encryption',
  points: 4,
  reads: ['trails'],
  remediation: 'In *CloudTrail → Trails* edit each trail named here, and enable *Log file SSE-KMS encryption*.',
  url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html',
  frameworks: [...cis7('4.5'), ...stated({ 'NIST 800-53': 'SC-28(1)', 'ISO 27001': 'A.8.24' })],
  judge: judgeParsed({ trails }, UNKNOWN, ({ trails: found }) =>
    judgeSubjects(
      found.map(({ Name, KmsKeyId }) => ({ name: Name, passed: Boolean(KmsKeyId) })),
      {
        say: (passing, all) => `${passing} of ${all} trails encrypt their files with a key of the account.`,
        none: 'There are no trails.',
      },
    ),
  ),
})
