import { z } from 'zod'

/** Regions that are enabled in every account and cannot be disabled; the first is where IAM lives. */
export const ALWAYS_ON = (
  'us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 ' +
  'ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2'
).split(' ')

const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, { error: 'Give region codes such as us-east-1.' })

/** What the operator enters: the account, what to read of it, and where a trail leaves its files. */
export const config = z.object({
  accountId: z
    .string()
    .regex(/^\d{12}$/, { error: 'Give the 12 digits of the account ID, without dashes.' })
    .describe('Account ID, 12 digits.'),
  regions: z
    .array(region)
    .min(1, { error: 'Give at least one region.' })
    .optional()
    .describe(
      'Regions to read, the home region of the trail first. IAM and sign-in events lie in us-east-1. Left out, all that the account has enabled, also those that it enables later.',
    ),
  trail: z
    .string()
    .default('management-events')
    .describe(
      'Name of the trail that must be logging; its ARN where its home region is not the first of those above, or not us-east-1 when these are left out.',
    ),
  logBucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, {
      error: 'Give the name of a bucket, without s3:// and without a folder.',
    })
    .optional()
    .describe('Bucket of a trail that records data events, to read these as well; left out, management events alone.'),
  logBucketRegion: region
    .optional()
    .describe('Region of that bucket, one of those that are read; the first, or us-east-1, when left out.'),
  logFolder: z
    .string()
    .regex(/^[^/].*[^/]$/, { error: 'Give the folder without a slash at its ends, such as AWSLogs/123456789012.' })
    .optional()
    .describe(
      'Folder in that bucket, down to the account ID, where it is not AWSLogs and the ID: behind a prefix, or AWSLogs/o-abc123/123456789012 for a trail of the organisation.',
    ),
})
