import { defineCheck, judgeSubjects } from '@casbah/sdk'
import { cis3 } from '../benchmark.ts'
import { blockIn, SWITCHES } from '../public-access-block.ts'

export const accountPublicAccess = defineCheck({
  name: 'account-public-access',
  title: 'S3 blocks public access for the whole account',
  description:
    'One bucket that is opened by mistake has often been a whole data breach. The block of the account holds whatever a bucket says.',
  severity: 'HIGH',
  category: 'public',
  points: 8,
  reads: ['publicAccessBlock'],
  remediation: 'In *S3 → Block Public Access settings for this account* choose *Edit* and switch on all four.',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  frameworks: cis3('2.1.4'),
  judge: ({ publicAccessBlock }) => {
    const block = blockIn(publicAccessBlock)
    if (!block) return { status: 'CANNOT_TELL', message: 'AWS did not show the public access block.' }
    const subjects = SWITCHES.map(name => ({ name, passed: block[name] }))
    return judgeSubjects(subjects, {
      say: (passing, all) => `${passing} of ${all} switches of the account's public access block are on.`,
      none: 'There are no such switches.',
    })
  },
})
