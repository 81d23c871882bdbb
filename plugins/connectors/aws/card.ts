import type { AuthField, Card } from '@casbah/sdk'
import { z } from 'zod'
import { callerIdentity, cloudtrail, iam, regionsOf, s3 } from './requests.ts'

const accessKey: AuthField[] = [
  { name: 'accessKeyId', title: 'Access key ID', secret: false },
  { name: 'secretAccessKey', title: 'Secret access key', secret: true },
]
const signature = { type: 'sigv4', accessKeyId: '{accessKeyId}', secretAccessKey: '{secretAccessKey}' } as const

const remedy = (action: string) =>
  `In the IAM console open the role (or user), Add permissions, and attach SecurityAudit or a policy that allows ${action}.`

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
      .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, { error: 'Give region codes such as us-east-1.' }))
      .min(1, { error: 'Give at least one region.' })
      .default(['us-east-1'])
      .describe(
        'Regions whose events are read, the home region of the trail first. IAM and sign-in events lie in us-east-1.',
      ),
    trail: z.string().default('management-events').describe('Name or ARN of the trail that must be logging.'),
  }),
  baseUrl: 'https://sts.amazonaws.com',
  hosts: [
    'sts.amazonaws.com',
    'iam.amazonaws.com',
    'cloudtrail.{regions}.amazonaws.com',
    's3.{regions}.amazonaws.com',
    '{accountId}.s3-control.{regions}.amazonaws.com',
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
  ],
  throttled: [
    { status: 400, bodyIncludes: 'ThrottlingException' },
    { status: 400, bodyIncludes: '<Code>Throttling</Code>' },
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
    {
      scope: 'cloudtrail:LookupEvents',
      reason: 'Reads the event history.',
      remedy: remedy('cloudtrail:LookupEvents'),
      probe: config => cloudtrail(regionsOf(config)[0] ?? 'us-east-1', 'LookupEvents', { MaxResults: 1 }),
    },
    {
      scope: 'iam:ListUsers',
      reason: 'Lists users.',
      remedy: remedy('iam:ListUsers'),
      probe: () => iam('ListUsers', { MaxItems: 1 }),
    },
    {
      scope: 'iam:GetAccountAuthorizationDetails',
      reason: 'Tells groups and administrators.',
      remedy: remedy('iam:GetAccountAuthorizationDetails'),
      probe: () => iam('GetAccountAuthorizationDetails', { 'Filter.member.1': 'User', MaxItems: 1 }),
    },
    {
      scope: 'iam:ListVirtualMFADevices',
      reason: 'Tells which users have a second factor.',
      remedy: remedy('iam:ListVirtualMFADevices'),
      probe: () => iam('ListVirtualMFADevices', { MaxItems: 1 }),
    },
    {
      scope: 's3:ListAllMyBuckets',
      reason: 'Lists buckets.',
      remedy: remedy('s3:ListAllMyBuckets'),
      probe: config => s3(regionsOf(config)[0] ?? 'us-east-1', '/', { 'max-buckets': 1 }),
    },
    {
      scope: 's3:GetBucketPolicyStatus',
      reason: 'Tells which buckets anyone can see.',
      remedy: remedy('s3:GetBucketPolicyStatus'),
    },
  ],
  probe: callerIdentity,
}
