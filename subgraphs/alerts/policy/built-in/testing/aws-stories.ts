import type { StoredActivity } from '@casbah/kit'
import { activity, START } from '../../../testing/activity.ts'
import type { Story } from './story.ts'

let made = 0

/** One CloudTrail record. */
function aws(eventName: string, record: object = {}, parts: Partial<StoredActivity> = {}): StoredActivity {
  const service = { StopLogging: 'cloudtrail', PutEventSelectors: 'cloudtrail', SendCommand: 'ssm' }[eventName]
  const eventSource = (record as { eventSource?: string }).eventSource ?? `${service ?? 'iam'}.amazonaws.com`
  return activity(`aws-${eventName}-${made++}`, {
    connector: 'aws',
    vendorAction: `${eventSource.split('.')[0]}:${eventName}`,
    action: 'other',
    raw: JSON.stringify({ eventName, eventSource, ...record }),
    ...parts,
  })
}

const failed = { errorCode: 'AccessDenied' }
const ec2 = { eventSource: 'ec2.amazonaws.com' }
const machine = { type: 'AssumedRole', arn: 'arn:aws:sts::1:assumed-role/web/i-0dbc91f429e48eeed' }
const asks = { requestParameters: { userName: 'bob' }, userIdentity: { userName: 'ann' } }
const many = (eventName: string, service: string, count: number) =>
  Array.from({ length: count }, (_, n) =>
    aws(eventName, { eventSource: `${service}.amazonaws.com` }, { time: START + n * 5_000 }),
  )

/** Stories of the policies on AWS, by slug. */
export const AWS_STORIES: Record<string, Story> = {
  'logging-off': {
    fires: [aws('StopLogging')],
    quiet: [[aws('StopLogging', failed)], [aws('DescribeTrails', { eventSource: 'cloudtrail.amazonaws.com' })]],
  },
  'aws-log-coverage': {
    fires: [aws('PutEventSelectors')],
    quiet: [
      [aws('PutEventSelectors', failed)],
      [
        aws('PutBucketLifecycle', {
          eventSource: 's3.amazonaws.com',
          requestParameters: { LifecycleConfiguration: { Rule: { Expiration: { Days: 365 } } } },
        }),
      ],
    ],
  },
  'aws-organization-left': {
    fires: [aws('LeaveOrganization', { eventSource: 'organizations.amazonaws.com', ...failed })],
    quiet: [[aws('DescribeOrganization', { eventSource: 'organizations.amazonaws.com' })]],
  },
  'aws-instance-role-enumerates': {
    fires: [aws('ListUsers', { userIdentity: machine })],
    quiet: [
      [aws('ListUsers', { userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::1:assumed-role/admin/ann' } })],
      [aws('PutObject', { userIdentity: machine })],
    ],
  },
  'aws-command-on-machine': {
    fires: [aws('SendCommand', { requestParameters: { documentName: 'AWS-RunShellScript' } })],
    quiet: [[aws('SendCommand', { requestParameters: { documentName: 'AWS-UpdateSSMAgent' } })]],
  },
  'aws-costly-machines': {
    fires: [aws('RunInstances', { ...ec2, requestParameters: { instanceType: 'p2.xlarge' }, errorCode: 'x' })],
    quiet: [[aws('RunInstances', { ...ec2, requestParameters: { instanceType: 't3.micro' } })]],
  },
  'aws-port-opened': {
    fires: [
      aws('AuthorizeSecurityGroupIngress', {
        ...ec2,
        requestParameters: {
          ipPermissions: { items: [{ fromPort: 22, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }] },
        },
      }),
    ],
    quiet: [
      [aws('AuthorizeSecurityGroupIngress', { ...ec2, requestParameters: { cidrIp: '0.0.0.0/0', fromPort: 443 } })],
      [aws('AuthorizeSecurityGroupIngress', { ...ec2, requestParameters: { cidrIp: '10.0.0.0/8', fromPort: 22 } })],
    ],
  },
  'aws-image-shared': {
    fires: [
      aws('ModifySnapshotAttribute', { ...ec2, requestParameters: { createVolumePermission: { add: { items: [] } } } }),
    ],
    quiet: [
      [aws('ModifySnapshotAttribute', { ...ec2, requestParameters: { createVolumePermission: { remove: {} } } })],
    ],
  },
  'aws-bucket-opened': {
    fires: [
      aws('PutBucketPolicy', {
        eventSource: 's3.amazonaws.com',
        requestParameters: { bucketPolicy: { Statement: [{ Principal: { AWS: 'arn:aws:iam::2:root' } }] } },
      }),
    ],
    quiet: [
      [
        aws('PutBucketPolicy', {
          eventSource: 's3.amazonaws.com',
          requestParameters: { bucketPolicy: { Statement: [{ Principal: { Service: 'cloudtrail.amazonaws.com' } }] } },
        }),
      ],
    ],
  },
  'aws-role-trusts-another': {
    fires: [aws('UpdateAssumeRolePolicy', { requestParameters: { policyDocument: '{"Principal":{"AWS":"2"}}' } })],
    quiet: [
      [aws('UpdateAssumeRolePolicy', { requestParameters: { policyDocument: '{"Principal":{"Service":"ec2"}}' } })],
    ],
  },
  'aws-administrator-made': {
    fires: [
      aws('AttachUserPolicy', { requestParameters: { policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' } }),
    ],
    quiet: [[aws('AttachUserPolicy', { requestParameters: { policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' } })]],
  },
  'aws-credentials-for-another': {
    fires: [aws('CreateAccessKey', asks)],
    quiet: [
      [aws('CreateAccessKey', { ...asks, userIdentity: { userName: 'bob' } })],
      [aws('CreateAccessKey', { ...asks, ...failed })],
    ],
  },
  'aws-user-made': { fires: [aws('CreateUser')], quiet: [[aws('CreateUser', failed)]] },
  'aws-function-changed': {
    fires: [
      aws('AddPermission20150331v2', { eventSource: 'lambda.amazonaws.com', requestParameters: { principal: '*' } }),
    ],
    quiet: [
      [
        aws('AddPermission20150331v2', {
          eventSource: 'lambda.amazonaws.com',
          requestParameters: { principal: 's3.amazonaws.com' },
        }),
      ],
    ],
  },
  'aws-console-without-mfa': {
    fires: [
      aws('ConsoleLogin', {
        eventSource: 'signin.amazonaws.com',
        responseElements: { ConsoleLogin: 'Success' },
        userIdentity: { type: 'IAMUser' },
        additionalEventData: { MFAUsed: 'No' },
      }),
    ],
    quiet: [
      [
        aws('ConsoleLogin', {
          eventSource: 'signin.amazonaws.com',
          responseElements: { ConsoleLogin: 'Success' },
          userIdentity: { type: 'IAMUser' },
          additionalEventData: { MFAUsed: 'Yes' },
        }),
      ],
    ],
  },
  'aws-secrets-harvested': {
    fires: many('GetSecretValue', 'secretsmanager', 15),
    quiet: [many('GetSecretValue', 'secretsmanager', 14)],
  },
  'aws-passwords-of-machines': { fires: many('GetPasswordData', 'ec2', 5), quiet: [many('GetPasswordData', 'ec2', 4)] },
}
