import type { AuthField, Card, VendorScope } from '@casbah/sdk'
import { z } from 'zod'
import { bucketOf, list } from './objects.ts'
import { ALWAYS_ON, region } from './regions.ts'
import { callerIdentity, cloudtrail, homeOf, iam, s3 } from './requests.ts'

const accessKey: AuthField[] = [
  { name: 'accessKeyId', title: 'Access key ID', secret: false },
  { name: 'secretAccessKey', title: 'Secret access key', secret: true },
]
const signature = { type: 'sigv4', accessKeyId: '{accessKeyId}', secretAccessKey: '{secretAccessKey}' } as const

const needed = (scope: string, reason: string, probe?: VendorScope['probe']): VendorScope => ({
  scope,
  reason,
  remedy: `In the IAM console open the role (or user), choose Add permissions, and attach SecurityAudit or a policy that allows ${scope}.`,
  ...(probe && { probe }),
})

export const card: Card = {
  slug: 'aws',
  name: 'Amazon Web Services',
  vendor: 'Amazon Web Services, Inc.',
  config: z.object({
    accountId: z
      .string()
      .regex(/^\d{12}$/, { error: 'Give the 12 digits of the account ID, without dashes.' })
      .describe('Account ID, 12 digits.'),
    regions: z
      .array(region)
      .min(1, { error: 'Give at least one region.' })
      .default(ALWAYS_ON)
      .describe(
        'Regions to read, the home region of the trail first. IAM and sign-in events lie in us-east-1. Left out, all that every account has; add those that the account has enabled beside them.',
      ),
    trail: z.string().default('management-events').describe('Name or ARN of the trail that must be logging.'),
    logBucket: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, {
        error: 'Give the name of a bucket, without s3:// and without a folder.',
      })
      .optional()
      .describe(
        'Bucket of a trail that records data events, to read these as well; left out, management events alone.',
      ),
    logBucketRegion: region.optional().describe('Region of that bucket, one of those above; the first when left out.'),
    logFolder: z
      .string()
      .regex(/^[^/].*[^/]$/, { error: 'Give the folder without a slash at its ends, such as AWSLogs/123456789012.' })
      .optional()
      .describe(
        'Folder in that bucket, down to the account ID, where it is not AWSLogs and the ID: behind a prefix, or AWSLogs/o-abc123/123456789012 for a trail of the organisation.',
      ),
  }),
  baseUrl: 'https://sts.amazonaws.com',
  hosts: [
    'sts.amazonaws.com',
    'iam.amazonaws.com',
    '{accountId}.s3-control.{regions}.amazonaws.com',
    ...['cloudtrail', 's3', 'ec2', 'config', 'guardduty', 'access-analyzer', 'securityhub'].map(
      service => `${service}.{regions}.amazonaws.com`,
    ),
  ],
  auth: [
    {
      name: 'role',
      title: 'Role that Casbah assumes',
      instructions:
        'In the IAM console create a role for *Another AWS account* (the account in which Casbah’s user lies), tick **Require external ID** and enter one of 20 random signs or more. Attach the managed policy **SecurityAudit** and a policy that allows `cloudtrail:LookupEvents`; for actions also those that they name. Then create a user without console access whose only policy allows `sts:AssumeRole` on this role, and an access key for it. Copy the role’s ARN, the external ID and both values of the key.',
      fields: [
        ...accessKey,
        { name: 'roleArn', title: 'Role ARN', secret: false },
        { name: 'externalId', title: 'External ID', secret: true },
      ],
      scheme: { ...signature, assumeRole: { roleArn: '{roleArn}', externalId: '{externalId}' } },
    },
    {
      name: 'access-key',
      title: 'Access key of an IAM user',
      instructions:
        'In the IAM console create a user without console access, attach the managed policy **SecurityAudit** and a policy that allows `cloudtrail:LookupEvents`; for actions also those that they name. Under *Security credentials* create an access key for a *third-party service* and copy both values.',
      fields: accessKey,
      scheme: signature,
    },
    {
      name: 'session',
      title: 'Temporary credentials',
      instructions:
        'For a trial: `aws sts get-session-token` or the access portal gives an access key, a secret and a session token, which end after some hours.',
      fields: [...accessKey, { name: 'sessionToken', title: 'Session token', secret: true }],
      scheme: { ...signature, sessionToken: '{sessionToken}' },
    },
  ],
  // The log's quota cannot be raised and counts by account and region.
  limits: [
    { name: 'cloudtrail', amount: 2, windowSeconds: 1, matches: ['cloudtrail.'], perHost: true },
    { name: 'iam', amount: 5, windowSeconds: 1, matches: ['iam.'] },
    {
      name: 'regional',
      amount: 10,
      windowSeconds: 1,
      matches: ['ec2.', 'config.', 'guardduty.', 'access-analyzer.', 'securityhub.'],
      perHost: true,
    },
  ],
  throttled: [
    { status: 400, bodyIncludes: 'ThrottlingException' },
    { status: 400, bodyIncludes: '<Code>Throttling</Code>' },
    { status: 503, bodyIncludes: '<Code>RequestLimitExceeded</Code>' },
    { status: 503, bodyIncludes: '<Code>SlowDown</Code>' },
  ],
  unauthorised: [
    { status: 400, bodyIncludes: 'UnrecognizedClientException' },
    { status: 400, bodyIncludes: 'InvalidSignatureException' },
    { status: 400, bodyIncludes: 'ExpiredTokenException' },
    { status: 403, bodyIncludes: 'InvalidClientTokenId' },
    { status: 403, bodyIncludes: 'SignatureDoesNotMatch' },
    { status: 403, bodyIncludes: 'ExpiredToken' },
  ],
  forbidden: [{ status: 400, bodyIncludes: 'AccessDeniedException' }],
  scopes: [
    needed('cloudtrail:LookupEvents', 'Reads the event history.', config =>
      cloudtrail(homeOf(config), 'LookupEvents', { MaxResults: 1 }),
    ),
    // Without a bucket to read nothing is asked of one.
    needed('s3:ListBucket', 'Finds the files of a trail, where its bucket is named.', config =>
      bucketOf(config) ? list(config, homeOf(config), '20060314T0000Z') : callerIdentity(),
    ),
    needed('s3:GetObject', 'Reads the files of a trail, where its bucket is named.'),
    needed('iam:ListUsers', 'Lists users.', () => iam('ListUsers', { MaxItems: 1 })),
    needed('iam:GetAccountAuthorizationDetails', 'Tells roles, groups of users, and administrators.', () =>
      iam('GetAccountAuthorizationDetails', { 'Filter.member.1': 'User', MaxItems: 1 }),
    ),
    needed('iam:ListMFADevices', 'Tells which users have a second factor.'),
    needed('iam:ListGroups', 'Lists groups.', () => iam('ListGroups', { MaxItems: 1 })),
    needed('iam:ListGroupsForUser', 'Tells who is in which group.'),
    needed('s3:ListAllMyBuckets', 'Lists buckets.', config => s3(homeOf(config), '/', { 'max-buckets': 1 })),
    needed('s3:GetBucketPolicyStatus', 'Tells which buckets anyone can see.'),
  ],
  probe: callerIdentity,
}
