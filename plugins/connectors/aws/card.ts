import type { AuthField, Card } from '@casbah/sdk'
import { ALWAYS_ON, config } from './config.ts'
import { callerIdentity } from './requests.ts'
import { scopes } from './scopes.ts'

const accessKey: AuthField[] = [
  { name: 'accessKeyId', title: 'Access key ID', secret: false },
  { name: 'secretAccessKey', title: 'Secret access key', secret: true },
]
const signature = { type: 'sigv4', accessKeyId: '{accessKeyId}', secretAccessKey: '{secretAccessKey}' } as const

export const card: Card = {
  slug: 'aws',
  name: 'Amazon Web Services',
  vendor: 'Amazon Web Services, Inc.',
  config,
  found: { regions: { read: 'enabledRegions', value: 'regionName', always: ALWAYS_ON } },
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
  scopes,
  probe: callerIdentity,
}
